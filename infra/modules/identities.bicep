metadata description = 'Who acts: the app, the workflow that deploys it, and the workflow that says beforehand what a deployment would change.'

@description('Where the identities stand.')
param location string

@description('Tags of everything.')
param tags object

@description('Name of the app\'s identity.')
@minLength(3)
@maxLength(128)
param appIdentityName string

@description('Name of the deployer\'s identity.')
@minLength(3)
@maxLength(128)
param deployerIdentityName string

@description('Name of the planner\'s identity.')
@minLength(3)
@maxLength(128)
param plannerIdentityName string

@description('The environment in GitHub whose jobs are the deployer.')
@allowed(['dev', 'prod'])
param environmentName string

@description('The repository, as owner/name; empty for none.')
@maxLength(140)
param repository string

@description('Whether the trust in the repository is written. Who deploys must not be able to widen who may.')
param trustRepository bool

resource appIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: appIdentityName
  location: location
  tags: tags
}

resource deployer 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: deployerIdentityName
  location: location
  tags: tags
}

resource planner 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: plannerIdentityName
  location: location
  tags: tags
}

// GitHub's token for a job is exchanged for Azure's: no password anywhere. The subject must match to the letter.
resource deployerTrust 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2024-11-30' = if (trustRepository && !empty(repository)) {
  parent: deployer
  name: 'github-${environmentName}'
  properties: {
    issuer: 'https://token.actions.githubusercontent.com'
    subject: 'repo:${repository}:environment:${environmentName}'
    audiences: ['api://AzureADTokenExchange']
  }
}

// Any pull request of the repository may be the planner, so it may do nothing but read and plan.
resource plannerTrust 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2024-11-30' = if (trustRepository && !empty(repository)) {
  parent: planner
  name: 'github-pull-request'
  properties: {
    issuer: 'https://token.actions.githubusercontent.com'
    subject: 'repo:${repository}:pull_request'
    audiences: ['api://AzureADTokenExchange']
  }
}

@description('Resource id of the app\'s identity.')
output appIdentityId string = appIdentity.id

@description('Client id of the app\'s identity: which of its identities a client takes.')
output appClientId string = appIdentity.properties.clientId

@description('Principal of the app\'s identity.')
output appPrincipalId string = appIdentity.properties.principalId

@description('Client id of the deployer.')
output deployerClientId string = deployer.properties.clientId

@description('Principal of the deployer.')
output deployerPrincipalId string = deployer.properties.principalId

@description('Client id of the planner.')
output plannerClientId string = planner.properties.clientId

@description('Principal of the planner.')
output plannerPrincipalId string = planner.properties.principalId
