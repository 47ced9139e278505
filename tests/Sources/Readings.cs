namespace BudgetWatch.Sources.Tests;

internal static class Readings
{
    /// <summary>The accepted reading; where the file was refused, the reasons are in the failure.</summary>
    public static Reading.Accepted ShouldBeAccepted(this Reading reading) =>
        reading is Reading.Refused refused
            ? throw new Xunit.Sdk.XunitException($"refused: {string.Join("\n", refused.Reasons)}")
            : (Reading.Accepted)reading;
}
