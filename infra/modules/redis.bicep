metadata description = 'The read model, the online features, and what instances tell each other.'

param name string
param location string
param size string
param isReplicated bool

@description('The vault that its key is put into.')
param vaultName string

resource cluster 'Microsoft.Cache/redisEnterprise@2025-07-01' = {
  name: name
  location: location
  sku: { name: size }
  properties: {
    highAvailability: isReplicated ? 'Enabled' : 'Disabled'
    minimumTlsVersion: '1.2'
    publicNetworkAccess: 'Enabled'
  }

  // One shard: many keys are deleted in one command. Nothing is evicted: a batch that is gone would be answered 404, while a write that
  // fails is made up for.
  resource database 'databases' = {
    name: 'default'
    properties: {
      accessKeysAuthentication: 'Enabled'
      clientProtocol: 'Encrypted'
      clusteringPolicy: 'NoCluster'
      evictionPolicy: 'NoEviction'
      port: 10000
    }
  }
}

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: vaultName

  resource connection 'secrets' = {
    name: 'Redis'
    properties: {
      value: '${cluster.properties.hostName}:${cluster::database.properties.port},password=${cluster::database.listKeys().primaryKey},ssl=True,abortConnect=False'
    }
  }
}

output id string = cluster.id

@description('Without a version, so that a new key is read without a new deployment.')
output secretUri string = vault::connection.properties.secretUri
