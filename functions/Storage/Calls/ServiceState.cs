namespace BudgetWatch.Storage.Calls;

/// <summary>
/// Whether one service of storage (blobs, queues or tables) answers. Once a reader's call was not answered in time, nor any other's meanwhile, those
/// who wait with it are let go and later callers fail at once, except for one try at a time. However many readers come, a service that hangs is
/// tried about once a second, and the first answer ends this.
/// </summary>
internal sealed class ServiceState(TimeProvider clock) : IDisposable
{
    /// <summary>How long after a try that failed the next is made.</summary>
    private static readonly TimeSpan betweenTries = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private CancellationTokenSource silence = new();
    private bool isSilent;
    private bool isTried;
    private long lastTry;
    private long answers;

    /// <summary>Begins a reader's call; null where the service is known not to answer and someone else is finding out whether it does again.</summary>
    public ReaderCall? Begin()
    {
        lock (gate)
        {
            if (!isSilent)
                return new ReaderCall(this, answers, isTry: false, silence.Token);
            if (isTried || clock.GetElapsedTime(lastTry) < betweenTries)
                return null;
            isTried = true;
            return new ReaderCall(this, answers, isTry: true, CancellationToken.None);
        }
    }

    /// <summary>The service answered somebody.</summary>
    public void Answered()
    {
        lock (gate)
        {
            answers++;
            isSilent = false;
        }
    }

    public void Dispose() => silence.Dispose();

    private void NotAnswered(long answersBefore)
    {
        CancellationTokenSource waiting;
        lock (gate)
        {
            // It answers others: this one call was slow.
            if (answers != answersBefore || isSilent)
                return;
            isSilent = true;
            lastTry = clock.GetTimestamp();
            waiting = silence;
            silence = new CancellationTokenSource();
        }

        waiting.Cancel();
        waiting.Dispose();
    }

    private void TryEnded()
    {
        lock (gate)
        {
            isTried = false;
            lastTry = clock.GetTimestamp();
        }
    }

    /// <summary>A call that a reader waits for.</summary>
    internal sealed class ReaderCall(ServiceState service, long answersBefore, bool isTry, CancellationToken silence) : IDisposable
    {
        /// <summary>Fires when the service was found not to answer.</summary>
        public CancellationToken Silence => silence;

        /// <summary>The deadline of this call has passed.</summary>
        public void NotAnswered() => service.NotAnswered(answersBefore);

        public void Dispose()
        {
            if (isTry)
                service.TryEnded();
        }
    }
}
