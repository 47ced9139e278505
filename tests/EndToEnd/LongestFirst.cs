using Xunit.Sdk;
using Xunit.v3;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>Begins with the tests that take longest.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest =
    [
        nameof(WhenAYearOfWeeksGoesBy),
        nameof(WhenABuildIsKilled),
        nameof(WhenCharitiesAndGrantsAreAtHand),
        nameof(WhenClientsAreGenerated),
        nameof(WhenReleasesAreSwappedUnderLoad),
        nameof(WhenPublishersAreAsked),
        nameof(WhenStoredDataIsDamaged),
        nameof(WhenAnyoneAsksAnything),
    ];

    /// <inheritdoc />
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [
            .. testCollections.OrderBy(collection =>
                Array.FindIndex(Longest, name => collection.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal))
                    is >= 0
                        and var place
                    ? place
                    : Longest.Length
            ),
        ];
}
