metadata description = 'What the workflows may do in the resource group: the deployer writes what the template has, the planner reads.'

@description('Principal of the deployer.')
param deployerPrincipalId string

@description('Name of the deployer\'s identity: part of the names of its rights.')
param deployerIdentityName string

@description('Principal of the planner.')
param plannerPrincipalId string

@description('Name of the planner\'s identity.')
param plannerIdentityName string

@description('The function app.')
param appName string

@description('Which BudgetWatch this is, and which of several: part of the names of roles.')
@minLength(3)
@maxLength(20)
param placeName string

var reader = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7')
var websiteContributor = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'de139f84-1756-47ae-9be6-808fbbe84772')

resource app 'Microsoft.Web/sites@2024-04-01' existing = {
  name: appName
}

// The resource types of the template that a workflow writes, written and never deleted; no rights are given, no data is read. Nothing of storage, and no diagnostics:
// who may write an account's settings may turn off versions, recovery and what is kept of deletions, whatever the template says.
resource provisioning 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(resourceGroup().id, 'provisioning')
  properties: {
    // A role's name is unique in the whole tenant, whatever its scope.
    roleName: 'BudgetWatch provisioning (${placeName}, ${uniqueString(subscription().id)})'
    description: 'Writes the resources of BudgetWatch\'s template except its storage. Deletes nothing, gives no rights, reads no data and no keys.'
    type: 'CustomRole'
    assignableScopes: [resourceGroup().id]
    permissions: [
      {
        actions: [
          'Microsoft.Resources/deployments/*'
          'Microsoft.Resources/subscriptions/resourceGroups/read'
          'Microsoft.Web/serverfarms/read'
          'Microsoft.Web/serverfarms/write'
          'Microsoft.Web/serverfarms/join/action'
          'Microsoft.ManagedIdentity/userAssignedIdentities/read'
          'Microsoft.ManagedIdentity/userAssignedIdentities/write'
          'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action'
          'Microsoft.OperationalInsights/workspaces/read'
          'Microsoft.OperationalInsights/workspaces/write'
          'Microsoft.OperationalInsights/workspaces/savedSearches/read'
          'Microsoft.OperationalInsights/workspaces/savedSearches/write'
          'Microsoft.Insights/components/read'
          'Microsoft.Insights/components/write'
          'Microsoft.Insights/actionGroups/read'
          'Microsoft.Insights/actionGroups/write'
          'Microsoft.Insights/scheduledQueryRules/read'
          'Microsoft.Insights/scheduledQueryRules/write'
          'Microsoft.Insights/webtests/read'
          'Microsoft.Insights/webtests/write'
          'Microsoft.Insights/metricAlerts/read'
          'Microsoft.Insights/metricAlerts/write'
          'Microsoft.Consumption/budgets/read'
          'Microsoft.Consumption/budgets/write'
          'Microsoft.Cdn/profiles/read'
          'Microsoft.Cdn/profiles/write'
          'Microsoft.Cdn/profiles/afdEndpoints/*/read'
          'Microsoft.Cdn/profiles/afdEndpoints/*/write'
          'Microsoft.Cdn/profiles/afdEndpoints/read'
          'Microsoft.Cdn/profiles/afdEndpoints/write'
          'Microsoft.Cdn/profiles/originGroups/*/read'
          'Microsoft.Cdn/profiles/originGroups/*/write'
          'Microsoft.Cdn/profiles/originGroups/read'
          'Microsoft.Cdn/profiles/originGroups/write'
          'Microsoft.Cdn/profiles/ruleSets/*/read'
          'Microsoft.Cdn/profiles/ruleSets/*/write'
          'Microsoft.Cdn/profiles/ruleSets/read'
          'Microsoft.Cdn/profiles/ruleSets/write'
          'Microsoft.Cdn/profiles/securityPolicies/read'
          'Microsoft.Cdn/profiles/securityPolicies/write'
          'Microsoft.Network/frontDoorWebApplicationFirewallPolicies/read'
          'Microsoft.Network/frontDoorWebApplicationFirewallPolicies/write'
          'Microsoft.Network/frontDoorWebApplicationFirewallPolicies/join/action'
        ]
        notActions: []
        dataActions: []
        notDataActions: []
      }
    ]
  }
}

resource deployerProvisions 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, deployerIdentityName, 'provisioning')
  properties: {
    principalId: deployerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: provisioning.id
  }
}

// On the one app: its settings, its package and its function keys, and nothing beside it.
resource deployerDeploys 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: app
  name: guid(app.id, deployerIdentityName, websiteContributor)
  properties: {
    principalId: deployerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: websiteContributor
  }
}

resource plannerReads 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, plannerIdentityName, reader)
  properties: {
    principalId: plannerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: reader
  }
}
