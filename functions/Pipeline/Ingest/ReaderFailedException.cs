using BudgetWatch.Sources;

namespace BudgetWatch.Pipeline.Ingest;

/// <summary>A reader threw where it should have refused. One file shows this bug in our code, and only that file is affected.</summary>
public sealed class ReaderFailedException : Exception
{
    private ReaderFailedException(Exception problem, bool isOfSource)
        : base("A reader failed.", problem)
    {
        IsOfSource = isOfSource;
    }

    /// <summary>Whether the file was being taken for one of the source; false while it was not known of which it is.</summary>
    public bool IsOfSource { get; }

    /// <summary>The type of what was thrown.</summary>
    public string Failure => InnerException!.GetType().Name;

    /// <summary>Why the file is refused.</summary>
    public Refusal Reason(string file) => new(file, null, null, "a file that its reader can read", $"could not be read: {Failure}");

    /// <summary>Has a reader look at a file. Nothing of storage or of an origin is done in it: what fails there is tried again.</summary>
    /// <param name="read">What the reader does.</param>
    /// <param name="isOfSource">Whether the file is taken for one of the source.</param>
    /// <param name="cancellation">What may stop it; that is no failure.</param>
    /// <exception cref="ReaderFailedException">The reader threw.</exception>
    internal static T Guard<T>(Func<T> read, bool isOfSource, CancellationToken cancellation)
    {
        try
        {
            return read();
        }
        catch (Exception problem) when (!(problem is OperationCanceledException && cancellation.IsCancellationRequested))
        {
            throw new ReaderFailedException(problem, isOfSource);
        }
    }
}
