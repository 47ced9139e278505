metadata description = 'Where telemetry goes. It is taken from identities alone, and so much a day and no more.'

@description('Where it stands.')
param location string

@description('Tags of everything.')
param tags object

@description('Name of the Log Analytics workspace.')
@minLength(4)
@maxLength(63)
param workspaceName string

@description('Name of the Application Insights component.')
@minLength(1)
@maxLength(255)
param insightsName string

@description('How much is taken in a day, GB.')
@minLength(1)
@maxLength(6)
param dailyCapGb string

@description('For how many days it is kept.')
@minValue(30)
@maxValue(730)
param retentionDays int

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: workspaceName
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: retentionDays
    workspaceCapping: {
      dailyQuotaGb: json(dailyCapGb)
    }
    features: {
      // Keys of the workspace open nothing.
      disableLocalAuth: true
      enableLogAccessUsingOnlyResourcePermissions: true
    }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: insightsName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    IngestionMode: 'LogAnalytics'
    // The connection string then says where, and gives no access.
    DisableLocalAuth: true
    // Addresses of readers are not kept.
    DisableIpMasking: false
  }
}

@description('Resource id of the workspace.')
output workspaceId string = workspace.id

@description('Resource id of the component.')
output insightsId string = insights.id

@description('Where telemetry is sent. No secret: the component takes it from identities alone.')
output connectionString string = insights.properties.ConnectionString
