metadata description = 'What an operator is woken for, and how. docs/operations.md says of each alert what it means and what to do.'

import { dayOfWeek } from 'types.bicep'

@description('Where the rules stand.')
param location string

@description('Tags of everything.')
param tags object

@description('Which BudgetWatch this is.')
@allowed(['dev', 'prod'])
param environmentName string

@description('Name of the action group.')
@minLength(1)
@maxLength(260)
param actionGroupName string

@description('Who is written to.')
@minLength(6)
@maxLength(100)
param operatorEmail string

@description('Who is written to as well: another person, for one may be away or a mailbox full.')
@minLength(6)
@maxLength(100)
param deputyEmail string

@description('The Application Insights component that is asked.')
param insightsId string

@description('The workspace behind it, which knows when its daily cap is met.')
param workspaceId string

@description('What the names of the rules begin with.')
@minLength(1)
@maxLength(60)
param namePrefix string

@description('The day of the weekly run, 0 Sunday to 6 Saturday.')
param runDay dayOfWeek

@description('After how many hours figures count as stale.')
@minValue(169)
@maxValue(2000)
param staleAfterHours int

var dayAfterRun = (runDay + 1) % 7

// A rule may look back two days at most. So the missed run is looked for on the day after it, and a count of nothing is a row too.
// Each looks back over twice its interval or more: what arrives late falls into the next look.
var rules = [
  {
    name: 'missed-run'
    severity: 1
    description: 'No run over all sources ended in the two days up to the day after the weekly run.'
    query: 'customMetrics | where name == "budgetwatch.runs.completed" and tostring(customDimensions["budgetwatch.kind"]) == "look" | summarize runs = sum(valueSum) | extend due = dayofweek(now()) == ${dayAfterRun}d | where due and (isnull(runs) or runs < 1)'
    scope: insightsId
    measure: ''
    aggregation: 'Count'
    threshold: 0
    window: 'P2D'
    every: 'PT6H'
  }
  {
    name: 'refused-edition'
    severity: 2
    description: 'A publisher\'s file was refused; the edition before it stays in force.'
    query: 'customMetrics | where name == "budgetwatch.editions.refused" | summarize refused = sum(valueSum)'
    scope: insightsId
    measure: 'refused'
    aggregation: 'Total'
    threshold: 0
    window: 'PT2H'
    every: 'PT1H'
  }
  {
    name: 'poison-message'
    severity: 1
    description: 'A message failed on every attempt, or no release could be made. There is an incident.'
    query: 'customMetrics | where name == "budgetwatch.incidents.opened" | summarize opened = sum(valueSum)'
    scope: insightsId
    measure: 'opened'
    aggregation: 'Total'
    threshold: 0
    window: 'PT2H'
    every: 'PT1H'
  }
  {
    name: 'stale-release'
    severity: 1
    description: 'The figures served are older than they may be without saying so.'
    query: 'customMetrics | where name == "budgetwatch.release.age" | summarize age = max(valueMax)'
    scope: insightsId
    measure: 'age'
    aggregation: 'Maximum'
    threshold: staleAfterHours
    window: 'P1D'
    every: 'PT6H'
  }
  {
    name: 'failing-requests'
    severity: 1
    description: 'Readers get server errors.'
    // What the app tells, or, where its worker is dead and tells nothing, what the host does: the same answer is in both, so the larger counts.
    query: 'union (customMetrics | where name == "budgetwatch.request.duration" and toint(customDimensions["http.response.status_code"]) >= 500 | summarize failed = tolong(sum(valueCount))), (requests | where toint(resultCode) >= 500 | summarize failed = tolong(sum(itemCount))) | summarize failed = max(failed)'
    scope: insightsId
    measure: 'failed'
    aggregation: 'Total'
    threshold: 5
    window: 'PT30M'
    every: 'PT15M'
  }
  {
    name: 'telemetry-cap'
    severity: 1
    description: 'The daily cap of telemetry is met: until the next day the other alerts see nothing.'
    // Azure's own record, which is taken in past the cap.
    query: '_LogOperation | where Category =~ "Ingestion" | where Detail contains "OverQuota"'
    scope: workspaceId
    measure: ''
    aggregation: 'Count'
    threshold: 0
    window: 'PT30M'
    every: 'PT15M'
  }
]

resource operators 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: actionGroupName
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'BW ${environmentName}'
    enabled: true
    emailReceivers: [
      {
        name: 'operator'
        emailAddress: operatorEmail
        useCommonAlertSchema: true
      }
      {
        name: 'deputy'
        emailAddress: deputyEmail
        useCommonAlertSchema: true
      }
    ]
  }
}

resource alerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: '${namePrefix}-${rule.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: 'BudgetWatch ${environmentName}: ${rule.name}'
      description: '${rule.description} What to do: docs/operations.md, "Alerts".'
      severity: rule.severity
      enabled: true
      scopes: [rule.scope]
      windowSize: rule.window
      evaluationFrequency: rule.every
      autoMitigate: true
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: rule.aggregation
            metricMeasureColumn: empty(rule.measure) ? null : rule.measure
            operator: 'GreaterThan'
            threshold: rule.threshold
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      actions: {
        actionGroups: [operators.id]
      }
    }
  }
]

@description('Resource id of the action group.')
output actionGroupId string = operators.id
