using './main.bicep'

// Somewhere to try things: the figures of the package, one copy, little kept.
param environmentName = 'dev'
param location = readEnvironmentVariable('BUDGETWATCH_LOCATION', 'uksouth')
param groupSuffix = readEnvironmentVariable('BUDGETWATCH_GROUP_SUFFIX', '')
param operatorEmail = readEnvironmentVariable('BUDGETWATCH_OPERATOR_EMAIL')
param deputyEmail = readEnvironmentVariable('BUDGETWATCH_DEPUTY_EMAIL')
param publisherContact = readEnvironmentVariable('BUDGETWATCH_PUBLISHER_CONTACT')
param repository = readEnvironmentVariable('BUDGETWATCH_REPOSITORY', '')
param grantRights = bool(readEnvironmentVariable('BUDGETWATCH_GRANT_RIGHTS', 'true'))
param budgetStart = readEnvironmentVariable('BUDGETWATCH_BUDGET_START')
param ingestionOrigin = 'Snapshot'
param dataRedundancy = 'Standard_LRS'
param rawRetentionDays = 7
param recoveryDays = 7
param maximumInstances = 40
param dailyTelemetryGb = '0.1'
param monthlyBudget = 5
param askFromOutside = false
