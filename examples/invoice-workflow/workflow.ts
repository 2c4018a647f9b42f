/** The transitions that the workflow is made of, by their ids. */
export interface Tasks {
  predict: string
  approve: string
  feedback: string
  export: string
}

/** Every field at least this sure: nobody has to look. */
const CONFIDENT = 0.6

/** The workflow, in Amazon States Language. */
export const definition = (tasks: Tasks) => ({
  Comment: 'An invoice is read; where the model is not sure a person looks; then it is booked',
  StartAt: 'Predict',
  States: {
    Predict: { Type: 'Task', Resource: tasks.predict, Next: 'Is it sure?' },
    'Is it sure?': {
      Type: 'Choice',
      Choices: [{ Variable: '$.lowestConfidence', NumericGreaterThanEquals: CONFIDENT, Next: 'Export' }],
      Default: 'Approve',
    },
    Approve: { Type: 'Task', Resource: tasks.approve, Next: 'Keep the truth' },
    'Keep the truth': { Type: 'Task', Resource: tasks.feedback, Next: 'Export' },
    Export: {
      Type: 'Task',
      Resource: tasks.export,
      Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 1, MaxAttempts: 3, BackoffRate: 2 }],
      End: true,
    },
  },
})

/** What the model looks for in an invoice. */
export const fieldConfig = {
  invoice_number: { type: 'string', maxLength: 40 },
  invoice_date: { type: 'date', maxLength: 10 },
  due_date: { type: 'date', maxLength: 10 },
  total_amount: { type: 'amount', maxLength: 20 },
  currency: { type: 'letter', maxLength: 3 },
  supplier_name: { type: 'string', maxLength: 64 },
} as const

/** The form in which a person looks at it: the manual transition's asset `fieldConfig`. */
export const form = {
  invoice_number: { type: 'string', display: 'Invoice number', required: true, maxLength: 40 },
  invoice_date: { type: 'date', display: 'Invoice date', required: true },
  due_date: { type: 'date', display: 'Due date' },
  total_amount: {
    type: 'amount',
    display: 'Total',
    description: 'With tax, as it is to be paid',
    required: true,
  },
  currency: { type: 'string', display: 'Currency', description: 'Three letters, such as EUR', maxLength: 3 },
  supplier_name: { type: 'string', display: 'Supplier', required: true, maxLength: 64 },
}
