using './main.bicep'

// What people print: the publishers' files, a second region, originals kept for ten years.
param environmentName = 'prod'
param location = readEnvironmentVariable('BUDGETWATCH_LOCATION', 'uksouth')
param groupSuffix = readEnvironmentVariable('BUDGETWATCH_GROUP_SUFFIX', '')
param operatorEmail = readEnvironmentVariable('BUDGETWATCH_OPERATOR_EMAIL')
param deputyEmail = readEnvironmentVariable('BUDGETWATCH_DEPUTY_EMAIL')
param publisherContact = readEnvironmentVariable('BUDGETWATCH_PUBLISHER_CONTACT')
param repository = readEnvironmentVariable('BUDGETWATCH_REPOSITORY', '')
param grantRights = bool(readEnvironmentVariable('BUDGETWATCH_GRANT_RIGHTS', 'true'))
param budgetStart = readEnvironmentVariable('BUDGETWATCH_BUDGET_START')
param ingestionOrigin = 'Live'
param dataRedundancy = 'Standard_GZRS'
param rawRetentionDays = 3650
param rawPolicyLocked = false
param recoveryDays = 30
param maximumInstances = 100
param dailyTelemetryGb = '0.5'
param monthlyBudget = 25
