import { defineConfig, model } from 'docker-transition/config'

export default defineConfig({
  name: 'invoices',
  models: { invoice: { name: 'Invoices', fieldConfig: 'fields.json' } },
  secrets: {
    platform: ['LAS_CLIENT_ID', 'LAS_CLIENT_SECRET', 'LAS_API_ENDPOINT', 'LAS_AUTH_ENDPOINT'],
  },
  transitions: {
    predict: {
      handler: 'transitions/predict.ts',
      description: 'Reads the fields of an invoice',
      environment: { MODEL_ID: model('invoice') },
      environmentSecrets: ['platform'],
    },
    approve: {
      type: 'manual',
      description: 'Compare the fields with the invoice, and correct what the model got wrong',
      form: 'approve.form.json',
      timeoutInSeconds: 1800,
    },
    feedback: {
      handler: 'transitions/feedback.ts',
      description: 'Keeps what a person confirmed as ground truth',
      environmentSecrets: ['platform'],
    },
    export: {
      handler: 'transitions/export.ts',
      description: 'Books an invoice in the ERP',
      environment: { ERP_URL: process.env['ERP_URL'] ?? 'http://127.0.0.1:4020' },
      environmentSecrets: ['platform'],
    },
  },
  workflows: {
    invoices: {
      name: 'Invoices',
      description: 'Read, looked at where the model is not sure, booked',
      definition: 'invoices.asl.json',
    },
  },
})
