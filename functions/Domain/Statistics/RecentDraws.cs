namespace BudgetWatch.Domain.Statistics;

/// <summary>
/// Draws by the number of areas they are of, those used last: most questions are of a few numbers, and all numbers together would take hundreds of megabytes. What was
/// dropped is drawn again, the same to the bit.
/// </summary>
/// <typeparam name="T">The draws of one number of areas.</typeparam>
/// <param name="kept">For how many numbers they are kept.</param>
/// <param name="draw">Draws for a number of areas, in some milliseconds.</param>
internal sealed class RecentDraws<T>(int kept, Func<int, T> draw)
    where T : class
{
    private readonly Lock _gate = new();
    private readonly List<(int Areas, T Draws)> _newestLast = [];

    /// <summary>The draws of a number of areas.</summary>
    public T Of(int areas)
    {
        lock (_gate)
        {
            if (_newestLast.FindIndex(own => own.Areas == areas) is var at and >= 0)
            {
                var found = _newestLast[at];
                _newestLast.RemoveAt(at);
                _newestLast.Add(found);
                return found.Draws;
            }
        }

        // Outside the lock, so that no caller waits for draws of another number. Two callers that draw at once get the same draws.
        var drawn = draw(areas);
        lock (_gate)
        {
            if (_newestLast.Exists(own => own.Areas == areas))
            {
                return drawn;
            }

            _newestLast.Add((areas, drawn));
            if (_newestLast.Count > kept)
            {
                _newestLast.RemoveAt(0);
            }
        }

        return drawn;
    }
}
