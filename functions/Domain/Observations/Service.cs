namespace BudgetWatch.Domain.Observations;

/// <summary>A service that a scope is made of: what splits by service name (methodology 6).</summary>
/// <param name="Figures">The scopes whose sum it is: its own, first, and that of the levy paid to a joint body for the same, if any.</param>
public sealed record Service(IReadOnlyList<Scope> Figures)
{
    /// <summary>The name in the API.</summary>
    public string Id => Figures[0].Id;

    /// <summary>Every line that may enter the sum.</summary>
    public IEnumerable<Line> Lines => Figures.SelectMany(scope => scope.AllLines);
}

/// <summary>The services of scopes.</summary>
public static class Services
{
    /// <summary>
    /// The services of a scope, in its order: each part is one, however it is stated, but that a levy counts to the service it pays for where the
    /// scope has both. A metropolitan district pays in a levy what a county spends itself; as single lines levies are 0 in most areas.
    /// </summary>
    public static IReadOnlyList<Service> In(Scope scope)
    {
        var parts = scope.Parts.Select(Stated).ToList();
        var levies = parts.Where(part => ServiceOf(part) is { } paidFor && parts.Contains(paidFor)).ToList();
        return [.. parts.Except(levies).Select(part => new Service([part, .. levies.Where(levy => ServiceOf(levy) == part)]))];
    }

    /// <summary>The scope that is that part alone: every part of a scope can be asked for alone.</summary>
    private static Scope Stated(IReadOnlyList<IReadOnlyList<Line>> part) =>
        Scopes.All.First(scope =>
            scope.Parts is [var only] && only.Count == part.Count && only.Zip(part).All(ways => ways.First.SequenceEqual(ways.Second))
        );

    private static Scope? ServiceOf(Scope levy) =>
        levy == Scopes.Find(Lines.TransportLevy.Id) ? Scopes.Find(Lines.HighwaysTransport.Id)
        : levy == Scopes.Find(Lines.WasteLevy.Id) ? Scopes.Find(Lines.Environmental.Id)
        : null;
}
