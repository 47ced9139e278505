metadata description = 'The function app on Flex Consumption: no instance without requests or messages in the queues.'

@description('Where it stands.')
param location string

@description('Tags of everything.')
param tags object

@description('Name of the app; its address begins with it.')
@minLength(2)
@maxLength(60)
param appName string

@description('Name of the plan.')
@minLength(1)
@maxLength(60)
param planName string

@description('Resource id of the app\'s identity.')
param identityId string

@description('Client id of the app\'s identity.')
param identityClientId string

@description('The account of figures and of the host\'s own.')
@minLength(3)
@maxLength(24)
param dataAccountName string

@description('Address of the container the package lies in.')
param packagesContainerUrl string

@description('Where telemetry is sent.')
param insightsConnectionString string

@description('Where diagnostics go.')
param workspaceId string

@description('When the weekly run starts: six-field NCRONTAB, UTC.')
@minLength(11)
@maxLength(100)
param schedule string

@description('Where editions come from.')
@allowed(['Live', 'Snapshot', 'Raw'])
param origin string

@description('Who publishers can write to.')
@minLength(6)
@maxLength(200)
param publisherContact string

@description('How many instances may run at once.')
@minValue(40)
@maxValue(1000)
param maximumInstances int

@description('Memory of an instance, MB.')
@allowed([2048, 4096])
param instanceMemory int

@description('The front door that alone may ask; empty where everyone may.')
@maxLength(64)
param doorId string

@description('Whether what the host says is sent to the workspace. It stays so once it was said; who may write it might turn off what is kept of deletions.')
param writeDiagnostics bool

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    tier: 'FlexConsumption'
    name: 'FC1'
  }
  properties: {
    reserved: true
  }
}

// Storage and telemetry by identity: no value here opens anything. What is not here has a default that holds in Azure.
var settings = {
  AzureWebJobsStorage__accountName: dataAccountName
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'Authorization=AAD;ClientId=${identityClientId}'
  // The app answers at / itself.
  AzureWebJobsDisableHomepage: 'true'
  // Locally a person waits; here each look at an empty queue is paid for.
  AzureFunctionsJobHost__extensions__queues__maxPollingInterval: '00:00:30'
  // Flat: a nested name is reported not to wake an app without instances (Azure/azure-functions-host, issue 8649).
  IngestionSchedule: schedule
  // With an arena for each thread the C library keeps some 150 MB more of what compressing took (ADR 0024).
  MALLOC_ARENA_MAX: '2'
  // The collector looks at what is new after every 48 MB, not 6: readers are stopped an eighth as often (ADR 0024).
  DOTNET_GCgen0size: '0x3000000'
  Ingestion__Origin: origin
  Ingestion__Live__Contact: publisherContact
  // Azure's own front end writes X-Forwarded-For. Behind a front door every caller would be that door. It says in its own header who called it, and every request goes through it.
  Limits__KnownProxies: '1'
  Limits__ClientHeader: empty(doorId) ? '' : 'X-Azure-ClientIP'
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: appName
  location: location
  // azd finds by this tag where to deploy its service.
  tags: union(tags, { 'azd-service-name': 'app' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    publicNetworkAccess: 'Enabled'
    functionAppConfig: {
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packagesContainerUrl
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      scaleAndConcurrency: {
        maximumInstanceCount: maximumInstances
        instanceMemoryMB: instanceMemory
        triggers: {
          http: {
            // An answer is made once and kept; most requests are a copy of it.
            perInstanceConcurrency: 100
          }
        }
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
      remoteDebuggingEnabled: false
      appSettings: map(items(settings), setting => { name: setting.key, value: setting.value })
      // Behind a front door the side entrance (Kudu) is shut too; deploy.sh opens it for its own address while it deploys.
      scmIpSecurityRestrictionsUseMain: false
      scmIpSecurityRestrictionsDefaultAction: empty(doorId) ? 'Allow' : 'Deny'
      scmIpSecurityRestrictions: []
      ipSecurityRestrictionsDefaultAction: empty(doorId) ? 'Allow' : 'Deny'
      ipSecurityRestrictions: empty(doorId)
        ? []
        : [
            {
              name: 'front-door'
              priority: 100
              action: 'Allow'
              tag: 'ServiceTag'
              ipAddress: 'AzureFrontDoor.Backend'
              headers: {
                'x-azure-fdid': [doorId]
              }
            }
          ]
    }
  }
}

// Deploying takes a person's or a workflow's own sign-in, never the site's password.
resource noPasswordForDeploying 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: app
  name: 'scm'
  properties: {
    allow: false
  }
}

resource noPasswordForFiles 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: app
  name: 'ftp'
  properties: {
    allow: false
  }
}

// What the host says when it cannot even start, and so sends nothing to Application Insights.
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (writeDiagnostics) {
  scope: app
  name: 'host'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'FunctionAppLogs'
        enabled: true
      }
    ]
  }
}

@description('Name of the app.')
output appName string = app.name

@description('Its host name.')
output hostName string = app.properties.defaultHostName
