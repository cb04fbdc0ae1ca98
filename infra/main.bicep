metadata description = 'Everything that one deployment of MlFunctions needs, but its code, which publish.sh brings.'

targetScope = 'resourceGroup'

import { settingsOfTheApp } from 'modules/settings.bicep'

@description('What the names of the resources begin with: small letters and digits, a letter first.')
@minLength(3)
@maxLength(11)
param name string = 'mlfunctions'

@description('Where the resources are.')
param location string = resourceGroup().location

@description('The size of an instance: 1 core and 3.5 GB, 2 and 7, or 4 and 14. A training uses all cores of its instance.')
@allowed(['EP1', 'EP2', 'EP3'])
param instanceSize string = 'EP2'

@description('How many instances there are at most. One is always there.')
@minValue(1)
@maxValue(20)
param maximumInstances int = 4

@description('The tier of Service Bus. Premium has capacity of its own, and messages that wait for no neighbours.')
@allowed(['Standard', 'Premium'])
param serviceBusTier string = 'Standard'

@description('The size of Redis: 0.5, 1, 3 or 6 GB.')
@allowed(['Balanced_B0', 'Balanced_B1', 'Balanced_B3', 'Balanced_B5'])
param redisSize string = 'Balanced_B0'

@description('Whether Redis has a second node that takes over. What is in it can be built again from storage, so that this buys time, not data.')
param isRedisReplicated bool = true

@description('How the account is replicated: in one zone, over three (not in every region), or to another region too.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GZRS'])
param storageReplication string = 'Standard_ZRS'

@description('Who is written to when an alert fires; nobody when empty.')
param alertAddress string = ''

@description('What the app may be told to do otherwise than by default.')
param settings settingsOfTheApp = {}

var uniqueName = '${name}${uniqueString(resourceGroup().id)}'

module identity 'modules/identity.bicep' = {
  params: { name: uniqueName, location: location }
}

module telemetry 'modules/telemetry.bicep' = {
  params: { name: uniqueName, location: location, principalId: identity.outputs.principalId }
}

module storage 'modules/storage.bicep' = {
  params: {
    name: uniqueName
    location: location
    replication: storageReplication
    principalId: identity.outputs.principalId
  }
}

module messages 'modules/messages.bicep' = {
  params: { name: uniqueName, location: location, tier: serviceBusTier, principalId: identity.outputs.principalId }
}

module secrets 'modules/secrets.bicep' = {
  params: { name: uniqueName, location: location, principalId: identity.outputs.principalId }
}

module redis 'modules/redis.bicep' = {
  params: {
    name: uniqueName
    location: location
    size: redisSize
    isReplicated: isRedisReplicated
    vaultName: secrets.outputs.vaultName
  }
}

module app 'modules/app.bicep' = {
  params: {
    name: uniqueName
    location: location
    instanceSize: instanceSize
    maximumInstances: maximumInstances
    identityId: identity.outputs.id
    clientId: identity.outputs.clientId
    storageAccount: storage.outputs.accountName
    packageUrl: storage.outputs.packageUrl
    serviceBusNamespace: messages.outputs.fullyQualifiedNamespace
    redisSecretUri: redis.outputs.secretUri
    insightsConnectionString: telemetry.outputs.connectionString
    settings: settings
  }
}

module alerts 'modules/alerts.bicep' = {
  params: {
    name: uniqueName
    location: location
    address: alertAddress
    appId: app.outputs.id
    insightsId: telemetry.outputs.insightsId
    serviceBusId: messages.outputs.id
    redisId: redis.outputs.id
  }
}

@description('Where the app answers.')
output url string = app.outputs.url

@description('The name of the function app.')
output appName string = app.outputs.name

@description('The account that holds the artifacts; data that is put into its container raw is learned from.')
output storageAccount string = storage.outputs.accountName

@description('Where the app is run from; publish.sh puts it there.')
output packageUrl string = storage.outputs.packageUrl
