namespace BudgetWatch.Sources.Charities;

/// <summary>What a table of the register's extract may cost to read: the publisher's are some 1.2 GB unpacked, all of them.</summary>
internal static class ExtractLimits
{
    public const long ArchiveBytes = 256L * 1024 * 1024;
    public const long InflatedBytes = 4L * 1024 * 1024 * 1024;

    /// <summary>Text of this kind packs ten to thirty times; deflate reaches 1,032.</summary>
    public const int InflationRatio = 200;

    /// <summary>Below this a ratio says nothing.</summary>
    public const long InflationFloor = 16L * 1024 * 1024;

    public const int Rows = 10_000_000;

    /// <summary>The widest table has 35.</summary>
    public const int Fields = 256;

    /// <summary>One value: a charity describes itself in at most some thousand characters.</summary>
    public const int ValueBytes = 1024 * 1024;
}
