targetScope = 'subscription'

metadata description = 'BudgetWatch in one subscription: a function app that costs nothing without requests, its storage, and its monitoring. Only the functions under /admin/ take a key.'

import { redundancy, dayOfWeek } from 'modules/types.bicep'

@description('Which BudgetWatch this is. It is part of every name.')
@allowed(['dev', 'prod'])
param environmentName string

@description('Where everything stands. A region that has Flex Consumption.')
@minLength(3)
@maxLength(30)
param location string

@description('Part of the names of a second BudgetWatch of the same environment, which stands beside the first in another region. Empty: the first.')
@maxLength(10)
param groupSuffix string = ''

@description('Who is written to when an alert fires, and before the month costs more than planned.')
@minLength(6)
@maxLength(100)
param operatorEmail string

@description('Another person who is written to as well.')
@minLength(6)
@maxLength(100)
param deputyEmail string

@description('An e-mail or https address in our User-Agent, so that publishers can write to us.')
@minLength(6)
@maxLength(200)
param publisherContact string

@description('Where editions come from: the publishers, the figures in the package, or what was kept of them before.')
@allowed(['Live', 'Snapshot', 'Raw'])
param ingestionOrigin string = 'Live'

@description('The day of the weekly run, 0 Sunday to 6 Saturday. The alert for a missed run looks on the day after it.')
param runDay dayOfWeek = 1

@description('The hour of the weekly run, UTC.')
@minValue(0)
@maxValue(23)
param runHour int = 9

@description('The minute of the weekly run.')
@minValue(0)
@maxValue(59)
param runMinute int = 30

@description('After how many hours without a good run figures count as stale. The app says the same after eight days.')
@minValue(169)
@maxValue(2000)
param staleAfterHours int = 192

@description('How many copies of the figures and their originals are kept, and where.')
param dataRedundancy redundancy

@description('For how many days an original cannot be changed or deleted. Until the policy is locked, a person who may write it can take it off.')
@minValue(1)
@maxValue(36500)
param rawRetentionDays int

@description('Whether a person has locked the policy of the originals. Azure then refuses every writing of it but a longer period, so it is left alone.')
param rawPolicyLocked bool = false

@description('For how many days what was deleted or overwritten can be had back.')
@minValue(7)
@maxValue(365)
param recoveryDays int

@description('How many instances may answer at once. It bounds what a flood of requests can cost.')
@minValue(40)
@maxValue(1000)
param maximumInstances int

@description('Memory of an instance, MB. A build of today\'s data fits the least that has a whole core.')
@allowed([2048, 4096])
param instanceMemory int = 2048

@description('How much telemetry is taken in a day, GB, as text because a fraction is no number here. Past it, none is until the next day.')
@minLength(1)
@maxLength(6)
param dailyTelemetryGb string

@description('For how many days telemetry is kept. Thirty cost nothing beyond taking it in.')
@minValue(30)
@maxValue(730)
param telemetryRetentionDays int = 30

@description('What a month may cost, in the subscription\'s currency. Warned of at 80 and 100 per cent, and when 100 are forecast. It stops nothing.')
@minValue(1)
@maxValue(10000)
param monthlyBudget int

@description('The month the budget begins with: the month it is first deployed in, and never changed afterwards. Azure refuses an earlier one.')
@minLength(10)
@maxLength(10)
param budgetStart string

@description('Whether Front Door stands before the app and keeps answers. It costs about 30 a month, more than all else here.')
param frontDoor bool = false

@description('Whether the app is asked from outside, four times an hour from two places, and an alert fires where neither is answered. It costs about four a month.')
param askFromOutside bool = true

@description('The repository whose workflows deploy, as owner/name. Empty: only people deploy.')
@maxLength(140)
param repository string = ''

@description('Whether rights are given and storage is written: role assignments, the trust in the repository, the accounts with all that guards them, what is kept of deletions and the alerts on them. A person with the right to give them says yes; the workflow says no and has no such right.')
param grantRights bool = true

var place = empty(groupSuffix) ? environmentName : '${environmentName}-${groupSuffix}'
var group = 'budgetwatch-${place}'
var tags = {
  application: 'budgetwatch'
  environment: environmentName
  'azd-env-name': place
}

resource resourceGroup 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: group
  location: location
  tags: tags
}

// The same in every deployment of one environment, and of no other in the world: storage accounts and addresses have no second owner.
var token = uniqueString(resourceGroup.id)
var names = {
  data: 'bwdata${environmentName}${token}'
  packages: 'bwpkg${environmentName}${token}'
  app: '${group}-${token}'
  plan: '${group}-plan'
  appIdentity: '${group}-app'
  deployerIdentity: '${group}-deployer'
  plannerIdentity: '${group}-planner'
  workspace: '${group}-logs'
  insights: '${group}-insights'
  operators: '${group}-operators'
  budget: '${group}-monthly'
  doorProfile: '${group}-door'
  doorEndpoint: '${group}-${token}'
  firewall: 'budgetwatch${replace(place, '-', '')}'
}

// What the app stores in, and nothing else: its identity has rights on these one by one.
var appContainers = ['raw', 'read', 'pages']
var hostContainers = ['azure-webjobs-hosts', 'azure-webjobs-secrets']
var packagesContainer = 'packages'
var incidentsTable = 'Incidents'
var queues = ['ingest', 'ingest-poison', 'build', 'build-poison']

module identities 'modules/identities.bicep' = {
  scope: resourceGroup
  name: 'identities'
  params: {
    location: location
    tags: tags
    appIdentityName: names.appIdentity
    deployerIdentityName: names.deployerIdentity
    plannerIdentityName: names.plannerIdentity
    environmentName: environmentName
    repository: repository
    trustRepository: grantRights
  }
}

module observability 'modules/observability.bicep' = {
  scope: resourceGroup
  name: 'observability'
  params: {
    location: location
    tags: tags
    workspaceName: names.workspace
    insightsName: names.insights
    dailyCapGb: dailyTelemetryGb
    retentionDays: telemetryRetentionDays
  }
}

module data 'modules/data.bicep' = if (grantRights) {
  scope: resourceGroup
  name: 'data'
  params: {
    location: location
    tags: tags
    accountName: names.data
    redundancy: dataRedundancy
    appContainers: appContainers
    hostContainers: hostContainers
    queues: queues
    rawRetentionDays: rawRetentionDays
    rawPolicyLocked: rawPolicyLocked
    recoveryDays: recoveryDays
    workspaceId: observability.outputs.workspaceId
    incidentsTable: incidentsTable
  }
}

module packages 'modules/packages.bicep' = if (grantRights) {
  scope: resourceGroup
  name: 'packages'
  params: {
    location: location
    tags: tags
    accountName: names.packages
    containerName: packagesContainer
    recoveryDays: recoveryDays
  }
}

module doorProfile 'modules/door-profile.bicep' = if (frontDoor) {
  scope: resourceGroup
  name: 'door-profile'
  params: {
    tags: tags
    profileName: names.doorProfile
  }
}

module app 'modules/app.bicep' = {
  scope: resourceGroup
  name: 'app'
  params: {
    location: location
    tags: tags
    appName: names.app
    planName: names.plan
    identityId: identities.outputs.appIdentityId
    identityClientId: identities.outputs.appClientId
    dataAccountName: names.data
    packagesContainerUrl: 'https://${names.packages}.blob.${environment().suffixes.storage}/${packagesContainer}'
    insightsConnectionString: observability.outputs.connectionString
    workspaceId: observability.outputs.workspaceId
    schedule: '0 ${runMinute} ${runHour} * * ${runDay}'
    origin: ingestionOrigin
    publisherContact: publisherContact
    maximumInstances: maximumInstances
    instanceMemory: instanceMemory
    doorId: doorProfile.?outputs.doorId ?? ''
    writeDiagnostics: grantRights
  }
  // A workflow finds the accounts there: a person has made them.
  dependsOn: [data, packages]
}

module doorRoute 'modules/door-route.bicep' = if (frontDoor) {
  scope: resourceGroup
  name: 'door-route'
  params: {
    tags: tags
    profileName: names.doorProfile
    endpointName: names.doorEndpoint
    originHost: app.outputs.hostName
    firewallName: names.firewall
  }
}

module appAccess 'modules/access-app.bicep' = if (grantRights) {
  scope: resourceGroup
  name: 'access-app'
  params: {
    principalId: identities.outputs.appPrincipalId
    identityName: names.appIdentity
    dataAccountName: names.data
    containers: appContainers
    hostContainers: hostContainers
    incidentsTable: incidentsTable
    placeName: place
    queues: queues
    packagesAccountName: names.packages
    packagesContainerName: packagesContainer
    insightsName: names.insights
  }
  // Rights are named by what they are on, which what-if must know beforehand; so the names come from here and not from the modules.
  dependsOn: [data, packages, observability]
}

module deliveryAccess 'modules/access-delivery.bicep' = if (grantRights) {
  scope: resourceGroup
  name: 'access-delivery'
  params: {
    deployerPrincipalId: identities.outputs.deployerPrincipalId
    deployerIdentityName: names.deployerIdentity
    plannerPrincipalId: identities.outputs.plannerPrincipalId
    plannerIdentityName: names.plannerIdentity
    appName: names.app
    placeName: place
  }
  dependsOn: [app]
}

module deploymentsAccess 'modules/access-deployments.bicep' = if (grantRights) {
  name: 'access-deployments-${place}'
  params: {
    deployerPrincipalId: identities.outputs.deployerPrincipalId
    deployerIdentityName: names.deployerIdentity
    plannerPrincipalId: identities.outputs.plannerPrincipalId
    plannerIdentityName: names.plannerIdentity
    placeName: place
  }
}

module alerts 'modules/alerts.bicep' = {
  scope: resourceGroup
  name: 'alerts'
  params: {
    location: location
    tags: tags
    environmentName: environmentName
    actionGroupName: names.operators
    operatorEmail: operatorEmail
    deputyEmail: deputyEmail
    insightsId: observability.outputs.insightsId
    workspaceId: observability.outputs.workspaceId
    namePrefix: group
    runDay: runDay
    staleAfterHours: staleAfterHours
  }
}

module deletions 'modules/deletions.bicep' = if (grantRights) {
  scope: resourceGroup
  name: 'deletions'
  params: {
    location: location
    tags: tags
    environmentName: environmentName
    namePrefix: group
    workspaceId: observability.outputs.workspaceId
    accountName: names.data
    containers: appContainers
    incidentsTable: incidentsTable
    actionGroupId: alerts.outputs.actionGroupId
  }
}

module availability 'modules/availability.bicep' = if (askFromOutside) {
  scope: resourceGroup
  name: 'availability'
  params: {
    location: location
    tags: tags
    environmentName: environmentName
    namePrefix: group
    insightsId: observability.outputs.insightsId
    address: 'https://${doorRoute.?outputs.hostName ?? app.outputs.hostName}/api/v1/health'
    actionGroupId: alerts.outputs.actionGroupId
  }
}

module queries 'modules/queries.bicep' = {
  scope: resourceGroup
  name: 'queries'
  params: {
    workspaceName: names.workspace
  }
  dependsOn: [observability]
}

module budget 'modules/budget.bicep' = {
  scope: resourceGroup
  name: 'budget'
  params: {
    budgetName: names.budget
    amount: monthlyBudget
    start: budgetStart
    actionGroupId: alerts.outputs.actionGroupId
    operatorEmail: operatorEmail
    deputyEmail: deputyEmail
  }
}

@description('Where everything stands.')
output resourceGroupName string = resourceGroup.name

@description('The function app, for deployments.')
output appName string = app.outputs.appName

@description('Where readers ask.')
output address string = 'https://${doorRoute.?outputs.hostName ?? app.outputs.hostName}'

@description('The account of figures and originals, for people with a role that can read it.')
output dataAccountName string = names.data

@description('Client id of the identity that deploys: AZURE_CLIENT_ID of the environment in GitHub. It is no secret.')
output deployerClientId string = identities.outputs.deployerClientId

@description('Client id of the identity that plans: AZURE_PLANNER_CLIENT_ID_DEV or _PROD of the repository. It is no secret.')
output plannerClientId string = identities.outputs.plannerClientId
