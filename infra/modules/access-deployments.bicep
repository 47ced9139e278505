targetScope = 'subscription'

metadata description = 'The right to hand a template to the subscription. What is in it needs rights of its own.'

@description('Principal of the deployer.')
param deployerPrincipalId string

@description('Name of the deployer\'s identity: part of the names of its rights.')
param deployerIdentityName string

@description('Principal of the planner.')
param plannerPrincipalId string

@description('Name of the planner\'s identity.')
param plannerIdentityName string

@description('Which BudgetWatch this is, and which of several: part of the names of roles.')
@minLength(3)
@maxLength(20)
param placeName string

resource deploying 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(subscription().id, 'deploying', placeName)
  properties: {
    // A role's name is unique in the whole tenant, whatever its scope.
    roleName: 'BudgetWatch deploying (${placeName}, ${uniqueString(subscription().id)})'
    description: 'Hands templates to the subscription, and writes its resource groups\' tags. What is in a template needs rights of its own.'
    type: 'CustomRole'
    assignableScopes: [subscription().id]
    permissions: [
      {
        actions: [
          'Microsoft.Resources/deployments/*'
          'Microsoft.Resources/subscriptions/resourceGroups/read'
          'Microsoft.Resources/subscriptions/resourceGroups/write'
        ]
        notActions: []
        dataActions: []
        notDataActions: []
      }
    ]
  }
}

resource planning 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(subscription().id, 'planning', placeName)
  properties: {
    // A role's name is unique in the whole tenant, whatever its scope.
    roleName: 'BudgetWatch planning (${placeName}, ${uniqueString(subscription().id)})'
    description: 'Asks what a template would change.'
    type: 'CustomRole'
    assignableScopes: [subscription().id]
    permissions: [
      {
        actions: [
          'Microsoft.Resources/deployments/read'
          'Microsoft.Resources/deployments/validate/action'
          'Microsoft.Resources/deployments/whatIf/action'
          'Microsoft.Resources/deployments/operations/read'
          'Microsoft.Resources/deployments/operationstatuses/read'
          'Microsoft.Resources/subscriptions/resourceGroups/read'
        ]
        notActions: []
        dataActions: []
        notDataActions: []
      }
    ]
  }
}

resource deployerDeploys 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(subscription().id, deployerIdentityName, 'deploying')
  properties: {
    principalId: deployerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: deploying.id
  }
}

resource plannerPlans 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(subscription().id, plannerIdentityName, 'planning')
  properties: {
    principalId: plannerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: planning.id
  }
}
