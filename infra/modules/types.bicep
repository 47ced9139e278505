metadata description = 'Words that several modules take.'

@export()
@description('Copies: in one building, in three zones, or in three zones and a second region.')
type redundancy = 'Standard_LRS' | 'Standard_ZRS' | 'Standard_GZRS'

@export()
@description('A day of the week as NCRONTAB counts them: Sunday is 0.')
type dayOfWeek = 0 | 1 | 2 | 3 | 4 | 5 | 6
