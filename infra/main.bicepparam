using 'main.bicep'

param name = 'mlfunctions'
param instanceSize = 'EP2'
param maximumInstances = 4
param serviceBusTier = 'Standard'
param redisSize = 'Balanced_B0'
param alertAddress = ''

// The hours of schedules are of this zone.
param settings = {
  timeZone: 'Etc/UTC'
}
