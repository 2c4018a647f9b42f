# The same calls as floor.mjs, with nothing but Python's own library. The platform's Python client, with its decorator
# for docker transitions, can do no less.
import base64
import json
import os
import urllib.request

env = os.environ


def call(method, url, headers, body=None):
    request = urllib.request.Request(url, data=body, method=method, headers=headers)
    with urllib.request.urlopen(request) as response:
        return json.load(response)


basic = base64.b64encode(f"{env['LAS_CLIENT_ID']}:{env['LAS_CLIENT_SECRET']}".encode()).decode()
token = call(
    'POST',
    f"{env['LAS_AUTH_ENDPOINT']}/token?grant_type=client_credentials",
    {'Authorization': f'Basic {basic}', 'Content-Type': 'application/x-www-form-urlencoded'},
)
headers = {'Authorization': f"Bearer {token['access_token']}", 'Content-Type': 'application/json'}
execution = f"{env['LAS_API_ENDPOINT']}/transitions/{env['TRANSITION_ID']}/executions/{env['EXECUTION_ID']}"
document = call('GET', execution, headers)
outcome = {'status': 'succeeded', 'output': {'doubled': document['input']['number'] * 2}}
call('PATCH', execution, headers, json.dumps(outcome).encode())
