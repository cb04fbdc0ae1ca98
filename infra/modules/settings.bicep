metadata description = 'What the app may be told to do otherwise than by default, each as the setting that it reads.'

@export()
@sealed()
type settingsOfTheApp = {
  @description('The zone whose hours schedules mean, e.g. Europe/Berlin. Default Etc/UTC.')
  timeZone: string?

  @description('How many batches may wait for their scores before more are answered 429. Default 50,000.')
  @minValue(1)
  maximumWaiting: int?

  @description('How long predictions are shown, e.g. 7.00:00:00. Default 7 days.')
  readModelTimeToLive: string?

  @description('How many batches of a pipeline are shown; the oldest go first. Default 100,000.')
  @minValue(1)
  readModelMaximumBatches: int?

  @description('Packages of one\'s own: assemblies, by path from the app\'s folder, with ; between them. Default none.')
  extensions: string?

  @description('What becomes of a text in a result file that a spreadsheet would take for a formula: it gets an apostrophe before it, or is kept. Default prefix.')
  formulas: ('prefix' | 'keep')?

  @description('Whether webhooks may be told over http and at private addresses. Default false.')
  allowPrivateReceivers: bool?
}

@export()
@description('The settings by the names that the app reads.')
func named(settings settingsOfTheApp) object => {
  WEBSITE_TIME_ZONE: settings.?timeZone ?? 'Etc/UTC'
  Ingest__MaximumWaiting: string(settings.?maximumWaiting ?? 50000)
  ReadModel__TimeToLive: settings.?readModelTimeToLive ?? '7.00:00:00'
  ReadModel__MaximumBatches: string(settings.?readModelMaximumBatches ?? 100000)
  Scores__Formulas: settings.?formulas ?? 'prefix'
  PipelinesExtensions: settings.?extensions ?? ''
  Webhooks__AllowPrivateReceivers: string(settings.?allowPrivateReceivers ?? false)
}
