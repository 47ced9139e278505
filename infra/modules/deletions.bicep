metadata description = 'Who deletes what promises to stay is noticed. Only a person deploys it, never a workflow, which could otherwise turn it off.'

@description('Where the rule on logs stands.')
param location string

@description('Tags of everything.')
param tags object

@description('Which BudgetWatch this is.')
@allowed(['dev', 'prod'])
param environmentName string

@description('What the names of the rules begin with.')
@minLength(1)
@maxLength(60)
param namePrefix string

@description('The workspace that keeps what storage says of deletions.')
param workspaceId string

@description('The account of figures.')
@minLength(3)
@maxLength(24)
param accountName string

@description('The containers whose blobs stay.')
@minLength(1)
param containers string[]

@description('The table of incidents, whose rows the app deletes when they are over.')
param incidentsTable string

@description('Who acts.')
param actionGroupId string

// Each reads Azure's own log of what was done to resources, which costs nothing and cannot be turned off.
var operations = [
  'Microsoft.Storage/storageAccounts/delete'
  'Microsoft.Storage/storageAccounts/blobServices/containers/delete'
  'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies/delete'
  'Microsoft.Storage/storageAccounts/tableServices/tables/delete'
  'Microsoft.Storage/storageAccounts/managementPolicies/delete'
  'Microsoft.Insights/diagnosticSettings/delete'
  'Microsoft.Authorization/locks/delete'
]

resource ofResources 'Microsoft.Insights/activityLogAlerts@2020-10-01' = {
  name: '${namePrefix}-deleted-resource'
  location: 'global'
  tags: tags
  properties: {
    description: 'Something that keeps figures or guards them was deleted. What to do: docs/operations.md, "Alerts".'
    enabled: true
    scopes: [resourceGroup().id]
    condition: {
      allOf: [
        {
          field: 'category'
          equals: 'Administrative'
        }
        {
          anyOf: map(operations, operation => { field: 'operationName', equals: operation })
        }
      ]
    }
    actions: {
      actionGroups: [
        {
          actionGroupId: actionGroupId
        }
      ]
    }
  }
}

// Blobs and rows are no resources: storage itself says when they are deleted. The tables need not be there yet.
resource ofData 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: '${namePrefix}-deleted-data'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: 'BudgetWatch ${environmentName}: deleted-data'
    description: 'Blobs, rows, containers or tables that links promise to keep were deleted. What to do: docs/operations.md, "Alerts".'
    severity: 1
    enabled: true
    scopes: [workspaceId]
    windowSize: 'PT2H'
    evaluationFrequency: 'PT1H'
    autoMitigate: true
    criteria: {
      allOf: [
        {
          query: 'union isfuzzy=true (datatable(AccountName: string, OperationName: string, StatusText: string, Uri: string) []), (StorageBlobLogs | where tostring(split(tostring(parse_url(Uri).Path), "/")[1]) in ("${join(containers, '", "')}")), (StorageTableLogs | where tostring(parse_url(Uri).Path) !startswith "/${incidentsTable}(") | where AccountName == "${accountName}" and OperationName contains "Delete" and StatusText startswith "Success"'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    // On the day of the first deployment the logs of storage have no table yet, which a rule would be refused for.
    skipQueryValidation: true
    actions: {
      actionGroups: [actionGroupId]
    }
  }
}
