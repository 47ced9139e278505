using System.Globalization;

namespace BudgetWatch.Pipeline.Build;

/// <summary>Reports the progress of a build to listeners, if there are any.</summary>
public sealed class BuildProgress
{
    /// <summary>Raised with a sentence at every step.</summary>
    public event EventHandler<string>? Reported;

    internal void Report(string step) => Reported?.Invoke(this, step);

    internal IProgress<int> Rows(int of) => new Steps(this, of, "rows written");

    internal IProgress<int> Chunks(int of) => new Steps(this, of, "chunks computed");

    private sealed class Steps(BuildProgress progress, int of, string what) : IProgress<int>
    {
        private int _quarter;

        public void Report(int value)
        {
            var quarter = 4 * value / Math.Max(1, of);
            var before = Interlocked.Exchange(ref _quarter, quarter);
            if (quarter > before && quarter < 4)
            {
                progress.Report(string.Create(CultureInfo.InvariantCulture, $"{value:N0} of {of:N0} {what}"));
            }
        }
    }
}
