metadata description = 'What the app may do: work on its own containers, queues and tables, take its package, send telemetry. Not one right more.'

@description('Principal of the app\'s identity.')
param principalId string

@description('Name of the app\'s identity: part of the names of its rights.')
param identityName string

@description('The account of figures.')
@minLength(3)
@maxLength(24)
param dataAccountName string

@description('Containers the app and its host work on.')
@minLength(1)
param containers string[]

@description('Queues the app works on.')
@minLength(1)
param queues string[]

@description('The account of the package.')
@minLength(3)
@maxLength(24)
param packagesAccountName string

@description('The container of the package.')
param packagesContainerName string

@description('The Application Insights component.')
param insightsName string

var storageBlobDataContributor = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')
var storageQueueDataContributor = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '974c5e8b-45b9-4653-ba55-5f855dd0fb88')
var storageTableDataContributor = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3')
var monitoringMetricsPublisher = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '3913510d-42f4-4e42-8a64-420c390055eb')

resource data 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: dataAccountName

  resource blobs 'blobServices' existing = {
    name: 'default'
  }

  resource queueService 'queueServices' existing = {
    name: 'default'
  }
}

resource dataContainers 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' existing = [
  for name in containers: {
    parent: data::blobs
    name: name
  }
]

resource dataQueues 'Microsoft.Storage/storageAccounts/queueServices/queues@2024-01-01' existing = [
  for name in queues: {
    parent: data::queueService
    name: name
  }
]

resource packages 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: packagesAccountName

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource container 'containers' existing = {
      name: packagesContainerName
    }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

// Contributor, not Owner: an owner of the data may take the immutability policy off the originals.
resource onContainers 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (name, index) in containers: {
    scope: dataContainers[index]
    name: guid(dataContainers[index].id, identityName, storageBlobDataContributor)
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: storageBlobDataContributor
    }
  }
]

resource onQueues 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (name, index) in queues: {
    scope: dataQueues[index]
    name: guid(dataQueues[index].id, identityName, storageQueueDataContributor)
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: storageQueueDataContributor
    }
  }
]

// On the account: creating a table names no table in its address, so a right on one table cannot allow it.
resource onTables 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: data
  name: guid(data.id, identityName, storageTableDataContributor)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: storageTableDataContributor
  }
}

// The platform writes the package it is handed, as the app.
resource onPackages 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: packages::blobs::container
  name: guid(packages::blobs::container.id, identityName, storageBlobDataContributor)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: storageBlobDataContributor
  }
}

resource onTelemetry 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: insights
  name: guid(insights.id, identityName, monitoringMetricsPublisher)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: monitoringMetricsPublisher
  }
}
