metadata description = 'What a month may cost, and who hears of it before it does. A budget warns and stops nothing.'

@description('Name of the budget.')
@minLength(1)
@maxLength(63)
param budgetName string

@description('What a month may cost, in the subscription\'s currency.')
@minValue(1)
@maxValue(10000)
param amount int

@description('First day of the first month.')
@minLength(10)
@maxLength(10)
param start string

@description('Who acts.')
param actionGroupId string

@description('Who is written to.')
@minLength(6)
@maxLength(100)
param operatorEmail string

@description('Who is written to as well.')
@minLength(6)
@maxLength(100)
param deputyEmail string

resource budget 'Microsoft.Consumption/budgets@2023-11-01' = {
  name: budgetName
  properties: {
    category: 'Cost'
    amount: amount
    timeGrain: 'Monthly'
    timePeriod: {
      startDate: start
    }
    notifications: {
      nearlySpent: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: [operatorEmail, deputyEmail]
        contactGroups: [actionGroupId]
      }
      spent: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 100
        thresholdType: 'Actual'
        contactEmails: [operatorEmail, deputyEmail]
        contactGroups: [actionGroupId]
      }
      forecast: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: [operatorEmail, deputyEmail]
        contactGroups: [actionGroupId]
      }
    }
  }
}
