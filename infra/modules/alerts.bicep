metadata description = 'What somebody should look at.'

param name string
param location string
param address string
param appId string
param insightsId string
param serviceBusId string
param redisId string

var logged = [
  {
    name: 'errors'
    description: 'The app or its host has logged an error. The message says what, and what becomes of it.'
    severity: 1
    query: 'traces | where severityLevel >= 3'
  }
  {
    name: 'failed-functions'
    description: 'A function threw: a message will be delivered again, an activity tried again, or a request was answered 500.'
    severity: 2
    query: 'requests | where success == false and resultCode !startswith "4"'
  }
  {
    name: 'models-changed-by-themselves'
    description: 'A champion was reverted because it was worse than its definition allows, or is served what it was not trained on.'
    severity: 2
    query: 'traces | where message has "was reverted to" or message has "population stability index"'
  }
]

var measured = [
  {
    name: 'dead-letters'
    description: 'Messages that could not be handled in ten deliveries. Service Bus keeps them, with the reason.'
    severity: 1
    scope: serviceBusId
    metric: 'DeadletteredMessages'
    aggregation: 'Average'
    operator: 'GreaterThan'
    threshold: 0
    dimensions: [{ name: 'EntityName', operator: 'Include', values: ['*'] }]
  }
  {
    name: 'unhealthy'
    description: 'An instance does not answer GET /api/health.'
    severity: 1
    scope: appId
    metric: 'HealthCheckStatus'
    aggregation: 'Average'
    operator: 'LessThan'
    threshold: 100
    dimensions: []
  }
  {
    name: 'redis-nearly-full'
    description: 'Redis is four fifths full. Once it is full, new predictions are not shown until there is room: take a larger size, or show fewer.'
    severity: 2
    scope: redisId
    metric: 'usedmemorypercentage'
    aggregation: 'Maximum'
    operator: 'GreaterThan'
    threshold: 80
    dimensions: []
  }
]

resource mail 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(address)) {
  name: name
  location: 'global'
  properties: {
    groupShortName: 'mlfunctions'
    enabled: true
    emailReceivers: [{ name: 'mail', emailAddress: address, useCommonAlertSchema: true }]
  }
}

resource ofLogs 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for alert in logged: {
    name: '${name}-${alert.name}'
    location: location
    properties: {
      description: alert.description
      severity: alert.severity
      enabled: true
      scopes: [insightsId]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT5M'
      autoMitigate: true
      criteria: {
        allOf: [{ query: alert.query, timeAggregation: 'Count', operator: 'GreaterThan', threshold: 0 }]
      }
      actions: { actionGroups: empty(address) ? [] : [mail.id] }
    }
  }
]

resource ofMetrics 'Microsoft.Insights/metricAlerts@2018-03-01' = [
  for alert in measured: {
    name: '${name}-${alert.name}'
    location: 'global'
    properties: {
      description: alert.description
      severity: alert.severity
      enabled: true
      scopes: [alert.scope]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT5M'
      autoMitigate: true
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            criterionType: 'StaticThresholdCriterion'
            name: alert.name
            metricName: alert.metric
            timeAggregation: alert.aggregation
            operator: alert.operator
            threshold: alert.threshold
            dimensions: alert.dimensions
          }
        ]
      }
      actions: empty(address) ? [] : [{ actionGroupId: mail.id }]
    }
  }
]
