metadata description = 'The five questions of an operator, saved where they are asked: Log Analytics, Queries, category BudgetWatch. docs/operations.md says how to read the answers.'

@description('Name of the Log Analytics workspace.')
@minLength(4)
@maxLength(63)
param workspaceName string

var queries = [
  {
    name: 'fresh'
    question: 'Is it fresh?'
    query: loadTextContent('../queries/fresh.kql')
  }
  {
    name: 'refused'
    question: 'What was refused, and why?'
    query: loadTextContent('../queries/refused.kql')
  }
  {
    name: 'poison'
    question: 'Did anything end in poison?'
    query: loadTextContent('../queries/poison.kql')
  }
  {
    name: 'requests'
    question: 'How fast is it, and how many errors are there?'
    query: loadTextContent('../queries/requests.kql')
  }
  {
    name: 'cost'
    question: 'What does it cost?'
    query: loadTextContent('../queries/cost.kql')
  }
]

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {
  name: workspaceName
}

resource saved 'Microsoft.OperationalInsights/workspaces/savedSearches@2023-09-01' = [
  for query in queries: {
    parent: workspace
    name: 'budgetwatch-${query.name}'
    properties: {
      category: 'BudgetWatch'
      displayName: query.question
      query: query.query
      version: 2
    }
  }
]
