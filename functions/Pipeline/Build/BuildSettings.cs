namespace BudgetWatch.Pipeline.Build;

/// <summary>How builds are run.</summary>
/// <param name="Sharers">How many other instances are asked to share in computing stored statistics and specification curves.</param>
public sealed record BuildSettings(int Sharers)
{
    /// <summary>The setting that says how many: <c>Build:Sharers</c>, a number from 0 to 16.</summary>
    public const string SharersSetting = "Build:Sharers";

    /// <summary>One instance is enough for the figures there are: all of it takes seconds.</summary>
    public static readonly BuildSettings Default = new(0);
}
