using System.Collections.Concurrent;
using BudgetWatch.LocalHost.Protocol;
using BudgetWatch.LocalHost.Worker;
using BudgetWatch.TestKit;
using Grpc.Core;
using Grpc.Net.Client;

namespace BudgetWatch.LocalHost.Tests.Protocol;

/// <summary>
/// Plays a worker: it says what it is told to. Unless told otherwise it can do everything, has the functions given and never answers an invocation.
/// </summary>
internal sealed class ScriptedWorker : IWorker
{
    private readonly GrpcChannel _channel;
    private readonly AsyncDuplexStreamingCall<StreamingMessage, StreamingMessage> _call;
    private readonly ConcurrentQueue<StreamingMessage> _heard = new();
    private readonly Func<ScriptedWorker, StreamingMessage, StreamingMessage?> _answer;
    private readonly RpcFunctionMetadata[] _functions;
    private readonly SemaphoreSlim _turn = new(1, 1);

    private ScriptedWorker(
        WorkerStart start,
        Func<ScriptedWorker, StreamingMessage, StreamingMessage?> answer,
        RpcFunctionMetadata[] functions
    )
    {
        Start = start;
        _answer = answer;
        _functions = functions;
        _channel = GrpcChannel.ForAddress(start.Endpoint);
        _call = new FunctionRpc.FunctionRpcClient(_channel).EventStream();
    }

    public WorkerStart Start { get; }

    public Task Ended { get; private set; } = Task.CompletedTask;

    /// <summary>How the host ended the stream; null as long as it has not, or where this worker did.</summary>
    public StatusCode? Refused { get; private set; }

    /// <summary>What the host has said.</summary>
    public IReadOnlyList<StreamingMessage> Heard => [.. _heard];

    public static async Task<ScriptedWorker> ReportAsync(
        WorkerStart start,
        string id,
        Func<ScriptedWorker, StreamingMessage, StreamingMessage?> answer,
        params RpcFunctionMetadata[] functions
    )
    {
        var worker = new ScriptedWorker(start, answer, functions);
        await worker.SayAsync(new StreamingMessage { StartStream = new StartStream { WorkerId = id } });
        worker.Ended = worker.RunAsync();
        return worker;
    }

    public static StatusResult Success => new() { Status = StatusResult.Types.Status.Success };

    public static StatusResult Failure(string message) =>
        new()
        {
            Status = StatusResult.Types.Status.Failure,
            Exception = new BudgetWatch.LocalHost.Protocol.RpcException { Type = "System.Exception", Message = message },
        };

    public static RpcFunctionMetadata Function(string name, params string[] bindings)
    {
        var metadata = new RpcFunctionMetadata
        {
            Name = name,
            FunctionId = "id-" + name,
            EntryPoint = "Sample." + name,
            Language = "dotnet-isolated",
        };
        metadata.RawBindings.Add(bindings);
        return metadata;
    }

    /// <summary>Says something to the host.</summary>
    public async Task SayAsync(StreamingMessage message)
    {
        await _turn.WaitAsync();
        try
        {
            await _call.RequestStream.WriteAsync(message);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Cuts the stream, as a worker that is killed does.</summary>
    public void Cut() => _call.Dispose();

    public async ValueTask DisposeAsync()
    {
        // It ends when it is asked to, as the real one does.
        await Ended.WaitAsync(Waiting.Limit);
        _call.Dispose();
        _channel.Dispose();
        _turn.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            await foreach (var message in _call.ResponseStream.ReadAllAsync())
            {
                _heard.Enqueue(message);
                if (_answer(this, message) is { } own)
                    await SayAsync(own);
                else if (Usual(message) is { } usual)
                    await SayAsync(usual);
            }
        }
        catch (Grpc.Core.RpcException ended)
        {
            Refused = ended.StatusCode;
        }
        catch (Exception cut) when (cut is ObjectDisposedException or InvalidOperationException)
        {
            // By this worker itself.
        }
    }

    private StreamingMessage? Usual(StreamingMessage message)
    {
        switch (message.ContentCase)
        {
            case StreamingMessage.ContentOneofCase.WorkerInitRequest:
                var initialised = new WorkerInitResponse { Result = Success };
                initialised.Capabilities[WorkerChannel.HttpUri] = "http://127.0.0.1:1/";
                return new StreamingMessage { WorkerInitResponse = initialised };
            case StreamingMessage.ContentOneofCase.FunctionsMetadataRequest:
                var found = new FunctionMetadataResponse { Result = Success };
                found.FunctionMetadataResults.Add(_functions);
                return new StreamingMessage { FunctionMetadataResponse = found };
            case StreamingMessage.ContentOneofCase.FunctionLoadRequest:
                return new StreamingMessage
                {
                    FunctionLoadResponse = new FunctionLoadResponse
                    {
                        FunctionId = message.FunctionLoadRequest.FunctionId,
                        Result = Success,
                    },
                };
            case StreamingMessage.ContentOneofCase.WorkerTerminate:
                _call.Dispose();
                return null;
            default:
                return null;
        }
    }
}
