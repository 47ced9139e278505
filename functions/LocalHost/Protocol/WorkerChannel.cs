using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Threading.Channels;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace BudgetWatch.LocalHost.Protocol;

/// <summary>What is said to one worker and what it answers: it is set up once, and functions are run in it until the stream ends.</summary>
internal sealed class WorkerChannel(ILoggerFactory loggers)
{
    /// <summary>The Functions host whose ways this one follows.</summary>
    private const string HostVersion = "4.1037.0";

    private readonly Channel<StreamingMessage> _outgoing = Channel.CreateUnbounded<StreamingMessage>(
        new UnboundedChannelOptions { SingleReader = true }
    );
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> _asked = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _streams;

    /// <summary>What the worker is to call itself.</summary>
    public string WorkerId { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>The capability by which a worker says where its own HTTP server is.</summary>
    public const string HttpUri = nameof(HttpUri);

    /// <summary>Ends when the worker's stream has ended, however it did.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Sets the worker up: its capabilities, its functions, each loaded.</summary>
    /// <param name="appFolder">The folder of the app.</param>
    /// <param name="choose">Which of its functions are to be loaded; what it throws ends the start.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Its capabilities.</returns>
    /// <exception cref="HostStartException">The worker has ended, or says that it cannot.</exception>
    public async Task<IReadOnlyDictionary<string, string>> SetUpAsync(
        string appFolder,
        Func<FunctionMetadataResponse, IEnumerable<RpcFunctionMetadata>> choose,
        CancellationToken cancellation
    )
    {
        await await Task.WhenAny(_started.Task, Ended).WaitAsync(cancellation);
        if (!_started.Task.IsCompletedSuccessfully)
            throw Gone("before it said who it is");
        var initialised = (
            await AskAsync(
                "init",
                new StreamingMessage
                {
                    WorkerInitRequest = new WorkerInitRequest
                    {
                        HostVersion = HostVersion,
                        FunctionAppDirectory = appFolder,
                        WorkerDirectory = appFolder,
                    },
                },
                cancellation
            )
        ).WorkerInitResponse;
        ThrowIfFailed(initialised.Result, "could not be set up");
        var found = (
            await AskAsync(
                "metadata",
                new StreamingMessage { FunctionsMetadataRequest = new FunctionsMetadataRequest { FunctionAppDirectory = appFolder } },
                cancellation
            )
        ).FunctionMetadataResponse;
        ThrowIfFailed(found.Result, "could not list its functions");
        foreach (var metadata in choose(found))
        {
            var loaded = (
                await AskAsync(
                    metadata.FunctionId,
                    new StreamingMessage
                    {
                        FunctionLoadRequest = new FunctionLoadRequest { FunctionId = metadata.FunctionId, Metadata = metadata },
                    },
                    cancellation
                )
            ).FunctionLoadResponse;
            ThrowIfFailed(loaded.Result, $"could not load '{metadata.Name}'");
        }

        return new Dictionary<string, string>(initialised.Capabilities, StringComparer.Ordinal);
    }

    /// <summary>Runs a function once.</summary>
    /// <exception cref="FunctionFailedException">The function threw, or the worker has ended.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled and heeded that.</exception>
    public async Task InvokeAsync(InvocationRequest request, CancellationToken cancellation)
    {
        var answer = AskAsync(request.InvocationId, new StreamingMessage { InvocationRequest = request }, CancellationToken.None);
        await using var _ = cancellation.Register(() =>
            Send(new StreamingMessage { InvocationCancel = new InvocationCancel { InvocationId = request.InvocationId } })
        );
        StatusResult result;
        try
        {
            result = (await answer).InvocationResponse.Result;
        }
        catch (HostStartException gone)
        {
            throw new FunctionFailedException("The worker has ended.", gone);
        }

        switch (result.Status)
        {
            case StatusResult.Types.Status.Success:
                return;
            case StatusResult.Types.Status.Cancelled:

            // The worker says of a function that heeds the token that it failed.
            case StatusResult.Types.Status.Failure when cancellation.IsCancellationRequested:
                throw new OperationCanceledException(Text(result.Exception));
            default:
                throw new FunctionFailedException(Text(result.Exception));
        }
    }

    /// <summary>Asks the worker to end.</summary>
    public void Terminate(TimeSpan grace) =>
        Send(new StreamingMessage { WorkerTerminate = new WorkerTerminate { GracePeriod = Duration.FromTimeSpan(grace) } });

    /// <summary>Serves the stream until it ends.</summary>
    public async Task RunAsync(
        IAsyncStreamReader<StreamingMessage> incoming,
        IServerStreamWriter<StreamingMessage> outgoing,
        CancellationToken cancellation
    )
    {
        if (
            !await incoming.MoveNext(cancellation)
            || incoming.Current.StartStream?.WorkerId != WorkerId
            || Interlocked.Increment(ref _streams) > 1
        )
        {
            throw new Grpc.Core.RpcException(new Status(StatusCode.PermissionDenied, "This is not the worker that was started."));
        }

        _started.TrySetResult();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var writing = WriteAsync(outgoing, ending.Token);
        try
        {
            while (await incoming.MoveNext(cancellation))
                Hear(incoming.Current);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or Grpc.Core.RpcException)
        {
            // Cut: the worker has been killed, or this host is ending.
        }
        finally
        {
            _ended.TrySetResult();
            foreach (var asked in _asked.Values)
                asked.TrySetException(Gone("while it was at work"));
            await ending.CancelAsync();
            await writing;
        }
    }

    /// <summary>What is said of an exception of the worker's.</summary>
    private static string Text(RpcException? exception) =>
        exception is null
            ? "It failed and did not say why."
            : $"{exception.Type}: {exception.Message}{Environment.NewLine}{exception.StackTrace}".Trim(' ', ':', '\r', '\n');

    private static HostStartException Gone(string when) => new($"The app's worker has ended {when}.");

    private static void ThrowIfFailed(StatusResult? result, string what)
    {
        if (result is not null && result.Status != StatusResult.Types.Status.Success)
            throw new HostStartException($"The app's worker {what}. {Text(result.Exception)}");
    }

    private async Task<StreamingMessage> AskAsync(string key, StreamingMessage message, CancellationToken cancellation)
    {
        var asked = _asked.GetOrAdd(
            key,
            _ => new TaskCompletionSource<StreamingMessage>(TaskCreationOptions.RunContinuationsAsynchronously)
        );
        try
        {
            Send(message);
            if (Ended.IsCompleted)
                asked.TrySetException(Gone("before it was asked"));
            return await asked.Task.WaitAsync(cancellation);
        }
        finally
        {
            _asked.TryRemove(key, out var _);
        }
    }

    private void Send(StreamingMessage message) => _outgoing.Writer.TryWrite(message);

    private async Task WriteAsync(IServerStreamWriter<StreamingMessage> outgoing, CancellationToken cancellation)
    {
        try
        {
            await foreach (var message in _outgoing.Reader.ReadAllAsync(cancellation))
                await outgoing.WriteAsync(message, cancellation);
        }
        catch (Exception exception)
            when (exception is IOException or OperationCanceledException or InvalidOperationException or Grpc.Core.RpcException)
        {
            // The reader meets the same end, and tells of it.
        }
    }

    private void Hear(StreamingMessage message)
    {
        var key = message.ContentCase switch
        {
            StreamingMessage.ContentOneofCase.WorkerInitResponse => "init",
            StreamingMessage.ContentOneofCase.FunctionMetadataResponse => "metadata",
            StreamingMessage.ContentOneofCase.FunctionLoadResponse => message.FunctionLoadResponse.FunctionId,
            StreamingMessage.ContentOneofCase.InvocationResponse => message.InvocationResponse.InvocationId,
            _ => null,
        };
        if (key is not null && _asked.TryGetValue(key, out var asked))
            asked.TrySetResult(message);
        else if (message.ContentCase == StreamingMessage.ContentOneofCase.RpcLog)
            Log(message.RpcLog);
    }

    private void Log(RpcLog line)
    {
        var log = loggers.CreateLogger(line.Category.Length > 0 ? line.Category : "Worker");
        var level = (LogLevel)line.Level;
        if (log.IsEnabled(level))
            log.Log(
                level,
                "{Message}",
                line.Exception is null ? line.Message : $"{line.Message}{Environment.NewLine}{Text(line.Exception)}"
            );
    }
}

/// <summary>A function threw. The message is what the worker said of it.</summary>
/// <param name="message">The exception's type, message and stack.</param>
/// <param name="innerException">What it came from, if anything.</param>
public sealed class FunctionFailedException(string message, Exception? innerException = null) : Exception(message, innerException);
