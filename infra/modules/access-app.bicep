metadata description = 'What the app may do: write and read its own containers and tables, work on its queues, take its package, send telemetry. It deletes nothing that a link promises to keep.'

@description('Principal of the app\'s identity.')
param principalId string

@description('Name of the app\'s identity: part of the names of its rights.')
param identityName string

@description('The account of figures.')
@minLength(3)
@maxLength(24)
param dataAccountName string

@description('Containers with what the app stores permanently.')
@minLength(1)
param containers string[]

@description('Containers the Functions host works on.')
@minLength(1)
param hostContainers string[]

@description('The table of incidents: the one in which a row is deleted, when what it says is over.')
param incidentsTable string

@description('Which BudgetWatch this is, and which of several: part of the names of roles.')
@minLength(3)
@maxLength(20)
param placeName string

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

  resource tableService 'tableServices' existing = {
    name: 'default'

    resource incidents 'tables' existing = {
      name: incidentsTable
    }
  }
}

resource dataContainers 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' existing = [
  for name in containers: {
    parent: data::blobs
    name: name
  }
]

resource dataHostContainers 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' existing = [
  for name in hostContainers: {
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

// Blobs are written and read and never deleted. The built-in roles that write delete as well, and an owner of the data may take the immutability policy off the originals.
resource keepingBlobs 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(resourceGroup().id, 'keeping-blobs')
  properties: {
    // A role's name is unique in the whole tenant, whatever its scope.
    roleName: 'BudgetWatch keeping blobs (${placeName}, ${uniqueString(subscription().id)})'
    description: 'Writes and reads blobs of a container. Deletes none, and not the container.'
    type: 'CustomRole'
    assignableScopes: [resourceGroup().id]
    permissions: [
      {
        actions: [
          'Microsoft.Storage/storageAccounts/blobServices/containers/read'
        ]
        notActions: []
        dataActions: [
          'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'
          'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write'
          'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/add/action'
        ]
        notDataActions: []
      }
    ]
  }
}

// Rows can be written over, for the live pointer and the ledger are; Azure knows no right to add alone where rows are also changed. None can be deleted, and no table.
resource keepingTables 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(resourceGroup().id, 'keeping-tables')
  properties: {
    roleName: 'BudgetWatch keeping tables (${placeName}, ${uniqueString(subscription().id)})'
    description: 'Makes tables, writes and reads their rows. Deletes neither.'
    type: 'CustomRole'
    assignableScopes: [resourceGroup().id]
    permissions: [
      {
        actions: [
          'Microsoft.Storage/storageAccounts/tableServices/tables/read'
          'Microsoft.Storage/storageAccounts/tableServices/tables/write'
        ]
        notActions: []
        dataActions: [
          'Microsoft.Storage/storageAccounts/tableServices/tables/entities/read'
          'Microsoft.Storage/storageAccounts/tableServices/tables/entities/write'
          'Microsoft.Storage/storageAccounts/tableServices/tables/entities/add/action'
          'Microsoft.Storage/storageAccounts/tableServices/tables/entities/update/action'
        ]
        notDataActions: []
      }
    ]
  }
}

resource onContainers 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (name, index) in containers: {
    scope: dataContainers[index]
    name: guid(dataContainers[index].id, identityName, 'keeping-blobs')
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: keepingBlobs.id
    }
  }
]

// The host's leases, state and keys come and go.
resource onHostContainers 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (name, index) in hostContainers: {
    scope: dataHostContainers[index]
    name: guid(dataHostContainers[index].id, identityName, storageBlobDataContributor)
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
  name: guid(data.id, identityName, 'keeping-tables')
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: keepingTables.id
  }
}

resource onIncidents 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: data::tableService::incidents
  name: guid(data::tableService::incidents.id, identityName, storageTableDataContributor)
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
