namespace BudgetWatch.Sources.Charities;

/// <summary>A field of an extract's rows that is read.</summary>
/// <param name="Name">As the publisher names it.</param>
/// <param name="IsOptional">Whether rows may lack it altogether; any may be null.</param>
internal readonly record struct ExtractField(string Name, bool IsOptional = false);
