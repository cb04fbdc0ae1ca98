metadata description = 'The queues, the topic and its subscriptions, with what the app relies on that they promise.'

import { roles } from 'roles.bicep'

param name string
param location string
param tier string

@description('The app, which sends and receives.')
param principalId string

var queues = ['scoring-requests', 'feedback']
var subscriptions = [
  'audit'
  'handlers'
  'ingestion'
  'online-features'
  'preparation'
  'push'
  'retraining'
  'webhooks'
]

// As LocalHost promises. A second delivery of the same id within the window is dropped, of a batch or an event that was sent again.
var detection = {
  requiresDuplicateDetection: true
  duplicateDetectionHistoryTimeWindow: 'PT10M'
}

// Batches are not renewed, so that the lock is how long one may take.
var delivery = {
  lockDuration: 'PT1M'
  maxDeliveryCount: 10
  deadLetteringOnMessageExpiration: false
}

var lifetime = { defaultMessageTimeToLive: 'P14D' }
var largest = { maxSizeInMegabytes: 5120 }

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: name
  location: location
  sku: tier == 'Premium' ? { name: tier, tier: tier, capacity: 1 } : { name: tier, tier: tier }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
  }

  resource ofTheApp 'queues' = [
    for queue in queues: {
      name: queue
      properties: union(detection, delivery, lifetime, largest)
    }
  ]

  resource events 'topics' = {
    name: 'pipeline-events'
    properties: union(detection, lifetime, largest)

    resource listeners 'subscriptions' = [
      for subscription in subscriptions: {
        name: subscription
        properties: union(delivery, lifetime)
      }
    ]
  }
}

resource grants 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in [roles.serviceBusDataReceiver, roles.serviceBusDataSender]: {
    name: guid(namespace.id, principalId, role)
    scope: namespace
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
  }
]

output id string = namespace.id
output fullyQualifiedNamespace string = '${namespace.name}.servicebus.windows.net'
