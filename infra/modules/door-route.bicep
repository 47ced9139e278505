metadata description = 'From the front door to the app, behind a firewall. Answers are kept there for as long as they say themselves, each question apart, and only those of readers who leave the format to the app.'

@description('Tags of everything.')
param tags object

@description('Name of the profile.')
param profileName string

@description('Name of the endpoint; its address begins with it.')
@minLength(1)
@maxLength(46)
param endpointName string

@description('Host name of the app.')
param originHost string

@description('Name of the firewall\'s policy: letters and digits alone.')
@minLength(1)
@maxLength(128)
param firewallName string

resource profile 'Microsoft.Cdn/profiles@2024-02-01' existing = {
  name: profileName
}

resource endpoint 'Microsoft.Cdn/profiles/afdEndpoints@2024-02-01' = {
  parent: profile
  name: endpointName
  location: 'global'
  tags: tags
  properties: {
    enabledState: 'Enabled'
  }
}

resource origins 'Microsoft.Cdn/profiles/originGroups@2024-02-01' = {
  parent: profile
  name: 'app'
  properties: {
    loadBalancingSettings: {
      sampleSize: 4
      successfulSamplesRequired: 3
    }
    // No probe: from every place the door stands it would keep an instance awake day and night, for one origin.
  }
}

resource origin 'Microsoft.Cdn/profiles/originGroups/origins@2024-02-01' = {
  parent: origins
  name: 'app'
  properties: {
    hostName: originHost
    originHostHeader: originHost
    httpsPort: 443
    enabledState: 'Enabled'
    enforceCertificateNameCheck: true
  }
}

resource rules 'Microsoft.Cdn/profiles/ruleSets@2024-02-01' = {
  parent: profile
  name: 'formats'
}

// An answer depends on Accept, by which the door cannot keep answers apart: it would give one reader's CSV to the next, who asked for JSON.
// So the app answers requests for a format by Accept; only the answer to */* is cached.
resource otherFormats 'Microsoft.Cdn/profiles/ruleSets/rules@2024-02-01' = {
  parent: rules
  name: 'notKept'
  properties: {
    order: 1
    matchProcessingBehavior: 'Continue'
    conditions: [
      {
        name: 'RequestHeader'
        parameters: {
          typeName: 'DeliveryRuleRequestHeaderConditionParameters'
          selector: 'Accept'
          operator: 'Equal'
          negateCondition: true
          matchValues: ['*/*']
          transforms: []
        }
      }
    ]
    actions: [
      {
        // Without a configuration of the cache nothing is kept or taken from it.
        name: 'RouteConfigurationOverride'
        parameters: {
          typeName: 'DeliveryRuleRouteConfigurationOverrideActionParameters'
        }
      }
    ]
  }
}

resource route 'Microsoft.Cdn/profiles/afdEndpoints/routes@2024-02-01' = {
  parent: endpoint
  name: 'everything'
  properties: {
    originGroup: {
      id: origins.id
    }
    ruleSets: [
      {
        id: rules.id
      }
    ]
    patternsToMatch: ['/*']
    supportedProtocols: ['Http', 'Https']
    httpsRedirect: 'Enabled'
    forwardingProtocol: 'HttpsOnly'
    linkToDefaultDomain: 'Enabled'
    enabledState: 'Enabled'
    cacheConfiguration: {
      queryStringCachingBehavior: 'UseQueryString'
    }
  }
  dependsOn: [origin, otherFormats]
}

// The app has limits of its own for each client; this stops a flood before it is paid for, and methods that nothing here takes.
resource firewall 'Microsoft.Network/frontDoorWebApplicationFirewallPolicies@2024-02-01' = {
  name: firewallName
  location: 'global'
  tags: tags
  sku: {
    name: 'Standard_AzureFrontDoor'
  }
  properties: {
    policySettings: {
      enabledState: 'Enabled'
      mode: 'Prevention'
    }
    customRules: {
      rules: [
        {
          name: 'TooManyFromOne'
          priority: 100
          enabledState: 'Enabled'
          ruleType: 'RateLimitRule'
          rateLimitDurationInMinutes: 1
          rateLimitThreshold: 3000
          matchConditions: [
            {
              matchVariable: 'SocketAddr'
              operator: 'IPMatch'
              negateCondition: false
              matchValue: ['0.0.0.0/0', '::/0']
            }
          ]
          action: 'Block'
        }
        {
          name: 'OtherMethods'
          priority: 200
          enabledState: 'Enabled'
          ruleType: 'MatchRule'
          matchConditions: [
            {
              matchVariable: 'RequestMethod'
              operator: 'Equal'
              negateCondition: true
              matchValue: ['GET', 'HEAD', 'OPTIONS', 'POST']
            }
          ]
          action: 'Block'
        }
      ]
    }
  }
}

resource guard 'Microsoft.Cdn/profiles/securityPolicies@2024-02-01' = {
  parent: profile
  name: 'firewall'
  properties: {
    parameters: {
      type: 'WebApplicationFirewall'
      wafPolicy: {
        id: firewall.id
      }
      associations: [
        {
          domains: [
            {
              id: endpoint.id
            }
          ]
          patternsToMatch: ['/*']
        }
      ]
    }
  }
}

@description('Where readers ask.')
output hostName string = endpoint.properties.hostName
