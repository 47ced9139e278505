using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Releases;

namespace BudgetWatch.Questions.ReleaseAccess;

/// <summary>Keeps the comparisons that were asked for last: pages, downloads and answers share one.</summary>
/// <param name="figures">What they are of.</param>
/// <param name="kept">How many are kept.</param>
internal sealed class LastCompared(ReleaseFigures figures, int kept)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<(ComparisonQuery Query, Lazy<Comparison> Answer)> _newestFirst = new();
    private readonly Dictionary<ComparisonQuery, LinkedListNode<(ComparisonQuery Query, Lazy<Comparison> Answer)>> _places = [];

    /// <summary>The answer to a question.</summary>
    public Comparison Of(ComparisonQuery query)
    {
        Lazy<Comparison> answer;
        lock (_gate)
        {
            if (_places.TryGetValue(query, out var place))
            {
                _newestFirst.Remove(place);
            }
            else
            {
                place = new((query, new Lazy<Comparison>(() => figures.Compare(query))));
                _places.Add(query, place);
            }

            _newestFirst.AddFirst(place);
            if (_newestFirst.Count > kept)
            {
                _places.Remove(_newestFirst.Last!.Value.Query);
                _newestFirst.RemoveLast();
            }

            answer = place.Value.Answer;
        }

        // Outside, so that only who asks the same waits for it.
        return answer.Value;
    }
}
