metadata description = 'The account of the artifacts, of the host, and of Durable Functions.'

import { roles } from 'roles.bicep'

param name string
param location string
param replication string

@description('The app, which reads and writes all of it.')
param principalId string

// Storage/Containers.cs says what each holds.
var containers = [
  'raw'
  'records'
  'batches'
  'features'
  'holdout'
  'runs'
  'steps'
  'models'
  'requests'
  'jobs'
  'scores'
  'feedback'
  'monitoring'
  'webhooks'
  'poison'
  'audit'
  'config'
]

// The host keeps keys, locks and receipts in blobs, the blob trigger a queue; Durable Functions needs all three services. The trigger
// also reads and sets the properties of the blob service, which no narrower built-in role than the last allows.
var granted = [
  roles.storageBlobDataOwner
  roles.storageQueueDataContributor
  roles.storageTableDataContributor
  roles.storageAccountContributor
]

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: name
  location: location
  kind: 'StorageV2'
  sku: { name: replication }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }

  // What was overwritten or deleted by mistake, a definition or a registry say, can be had back for a week.
  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      isVersioningEnabled: true
      deleteRetentionPolicy: { enabled: true, days: 7 }
      containerDeleteRetentionPolicy: { enabled: true, days: 7 }
    }

    resource ofTheApp 'containers' = [
      for container in containers: {
        name: container
      }
    ]

    resource packages 'containers' = {
      name: 'packages'
    }
  }

  resource lifecycle 'managementPolicies' = {
    name: 'default'
    properties: {
      policy: {
        rules: [
          {
            name: 'old-versions'
            type: 'Lifecycle'
            definition: {
              filters: { blobTypes: ['blockBlob', 'appendBlob'] }
              actions: { version: { delete: { daysAfterCreationGreaterThan: 7 } } }
            }
          }
        ]
      }
    }
  }
}

resource grants 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in granted: {
    name: guid(account.id, principalId, role)
    scope: account
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
  }
]

// Whoever deploys this may also put the app where it is run from.
resource publishing 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account::blobs::packages.id, deployer().objectId, roles.storageBlobDataContributor)
  scope: account::blobs::packages
  properties: {
    principalId: deployer().objectId
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.storageBlobDataContributor
    )
  }
}

output accountName string = account.name
output packageUrl string = '${account.properties.primaryEndpoints.blob}${account::blobs::packages.name}/app.zip'
