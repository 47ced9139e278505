metadata description = 'The front door itself. The app must know its id before it can let only it in, so it stands apart from its route.'

@description('Tags of everything.')
param tags object

@description('Name of the profile.')
@minLength(1)
@maxLength(260)
param profileName string

resource profile 'Microsoft.Cdn/profiles@2024-02-01' = {
  name: profileName
  location: 'global'
  tags: tags
  sku: {
    name: 'Standard_AzureFrontDoor'
  }
}

@description('What it writes into X-Azure-FDID.')
output doorId string = profile.properties.frontDoorId
