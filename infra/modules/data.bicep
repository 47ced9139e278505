metadata description = 'The account of figures, their originals, the work in hand, and what the Functions host keeps of its own. Only a person deploys it, never a workflow: who may write its settings may weaken them.'

import { redundancy as copies } from 'types.bicep'

@description('Where it stands.')
param location string

@description('Tags of everything.')
param tags object

@description('Name of the account.')
@minLength(3)
@maxLength(24)
param accountName string

@description('How many copies, and where.')
param redundancy copies

@description('The app\'s containers; `raw` is among them.')
@minLength(1)
param appContainers string[]

@description('The Functions host\'s containers.')
@minLength(1)
param hostContainers string[]

@description('Queues, each with its poison queue.')
@minLength(2)
param queues string[]

@description('For how many days an original cannot be changed or deleted.')
@minValue(1)
@maxValue(36500)
param rawRetentionDays int

@description('Whether the policy of the originals is locked, and so is left alone.')
param rawPolicyLocked bool

@description('For how many days what was deleted or overwritten can be had back.')
@minValue(7)
@maxValue(365)
param recoveryDays int

@description('Where diagnostics go.')
param workspaceId string

@description('The table of incidents, on which the app has a right of its own; it makes the others itself.')
@minLength(3)
@maxLength(63)
param incidentsTable string

var rawContainer = 'raw'

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: accountName
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: redundancy
  }
  properties: {
    accessTier: 'Hot'
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowedCopyScope: 'AAD'
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    // A closed network would cost a NAT gateway, since the app asks publishers; see the decision record.
    publicNetworkAccess: 'Enabled'
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' = {
  parent: account
  name: 'default'
  properties: {
    isVersioningEnabled: true
    deleteRetentionPolicy: {
      enabled: true
      days: recoveryDays
    }
    containerDeleteRetentionPolicy: {
      enabled: true
      days: recoveryDays
    }
  }
}

resource containers 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = [
  for name in concat(appContainers, hostContainers): {
    parent: blobs
    name: name
    properties: {
      publicAccess: 'None'
    }
  }
]

// Of the whole container, not of versions: the app writes an original once, only where there is none of its name, and never deletes.
// A second writing is then refused by storage itself. The policy is unlocked; locking it is a person's decision and has no way back.
resource rawIsKept 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2024-01-01' = if (!rawPolicyLocked) {
  name: '${accountName}/default/${rawContainer}/default'
  properties: {
    immutabilityPeriodSinceCreationInDays: rawRetentionDays
    allowProtectedAppendWrites: false
    allowProtectedAppendWritesAll: false
  }
  dependsOn: [containers]
}

resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2024-01-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          // Read once when they come, and again when everything is rebuilt.
          name: 'originals-cool'
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: {
              blobTypes: ['blockBlob']
              prefixMatch: ['${rawContainer}/', 'pages/']
            }
            actions: {
              baseBlob: {
                tierToCool: {
                  daysAfterModificationGreaterThan: 30
                }
              }
            }
          }
        }
        {
          // The host writes its timers' state over and over. Nothing else here is ever overwritten.
          name: 'versions-of-the-host-go'
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: {
              blobTypes: ['blockBlob']
              prefixMatch: map(hostContainers, name => '${name}/')
            }
            actions: {
              version: {
                delete: {
                  daysAfterCreationGreaterThan: recoveryDays
                }
              }
            }
          }
        }
      ]
    }
  }
  dependsOn: [blobs]
}

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2024-01-01' = {
  parent: account
  name: 'default'
}

resource workQueues 'Microsoft.Storage/storageAccounts/queueServices/queues@2024-01-01' = [
  for name in queues: {
    parent: queueService
    name: name
  }
]

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2024-01-01' = {
  parent: account
  name: 'default'
}

resource incidents 'Microsoft.Storage/storageAccounts/tableServices/tables@2024-01-01' = {
  parent: tableService
  name: incidentsTable
}

// Who deleted what. Nothing should be deleted, so it costs nothing.
resource blobDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: blobs
  name: 'deletions'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'StorageDelete'
        enabled: true
      }
    ]
  }
}

resource tableDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: tableService
  name: 'deletions'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'StorageDelete'
        enabled: true
      }
    ]
  }
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: account
  name: 'originals-stay'
  properties: {
    level: 'CanNotDelete'
    notes: 'Originals may be gone from their publishers. Deleting this account is deleting them.'
  }
}
