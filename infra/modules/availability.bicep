metadata description = 'Checks from outside, as a reader would: the other alerts cannot see an app that cannot be reached.'

@description('Where the test stands; it asks from elsewhere.')
param location string

@description('Tags of everything.')
param tags object

@description('Which BudgetWatch this is.')
@allowed(['dev', 'prod'])
param environmentName string

@description('What the names begin with.')
@minLength(1)
@maxLength(60)
param namePrefix string

@description('The Application Insights component that keeps what came of it.')
param insightsId string

@description('What is asked: an https address that answers 200 while figures are served.')
param address string

@description('Who acts.')
param actionGroupId string

// Each question is paid for, and may wake an instance: from two places, four times an hour.
resource test 'Microsoft.Insights/webtests@2022-06-15' = {
  name: '${namePrefix}-reachable'
  location: location
  // Azure finds the component by this tag.
  tags: union(tags, { 'hidden-link:${insightsId}': 'Resource' })
  kind: 'standard'
  properties: {
    SyntheticMonitorId: '${namePrefix}-reachable'
    Name: 'BudgetWatch ${environmentName}: reachable'
    Kind: 'standard'
    Enabled: true
    Frequency: 900
    Timeout: 30
    RetryEnabled: true
    Locations: [
      {
        Id: 'emea-gb-db3-azr'
      }
      {
        Id: 'emea-nl-ams-azr'
      }
    ]
    Request: {
      RequestUrl: address
      HttpVerb: 'GET'
      ParseDependentRequests: false
    }
    ValidationRules: {
      ExpectedHttpStatusCode: 200
      SSLCheck: true
      SSLCertRemainingLifetimeCheck: 7
    }
  }
}

resource alert 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${namePrefix}-unreachable'
  location: 'global'
  tags: tags
  properties: {
    description: 'Neither place that asks from outside gets an answer. What to do: docs/operations.md, "Alerts".'
    severity: 1
    enabled: true
    scopes: [test.id, insightsId]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT30M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: test.id
      componentId: insightsId
      failedLocationCount: 2
    }
    actions: [
      {
        actionGroupId: actionGroupId
      }
    ]
  }
}
