namespace BudgetWatch.Sources;

/// <summary>What sort of input of a release a source publishes. Several sources may publish one sort.</summary>
/// <param name="Id">The name in the API: <c>indices-of-deprivation</c>.</param>
/// <param name="Name">What a reader calls it: <c>Indices of Deprivation</c>.</param>
public sealed record InputKind(string Id, string Name)
{
    /// <summary>What councils spent.</summary>
    public static readonly InputKind Outturn = new("outturn");

    /// <summary>What funders gave.</summary>
    public static readonly InputKind Grants = new("grants");

    /// <summary>A kind that readers call as the API does.</summary>
    /// <param name="id">The name in the API.</param>
    public InputKind(string id)
        : this(id, id) { }
}
