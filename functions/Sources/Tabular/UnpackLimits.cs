namespace BudgetWatch.Sources.Tabular;

/// <summary>What one file of a zip archive may come to once unpacked.</summary>
/// <param name="Bytes">How many bytes it may have.</param>
/// <param name="Ratio">How many times the size of its archive; deflate reaches 1,032.</param>
/// <param name="Floor">Below this many bytes a ratio says nothing.</param>
internal readonly record struct UnpackLimits(long Bytes, int Ratio, long Floor);
