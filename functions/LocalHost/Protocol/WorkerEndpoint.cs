using System.Net;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BudgetWatch.LocalHost.Protocol;

/// <summary>Where one worker reports: gRPC on a loopback port of its own. It is open before the worker starts, for a worker asks once.</summary>
internal sealed class WorkerEndpoint : IAsyncDisposable
{
    /// <summary>The longest message, in bytes, as the Functions host allows it.</summary>
    public const int LongestMessage = int.MaxValue;

    private readonly WebApplication _app;

    private WorkerEndpoint(WebApplication app) => _app = app;

    /// <summary>The address the worker is given.</summary>
    public Uri Address => new(_app.Urls.First());

    public static async Task<WorkerEndpoint> StartAsync(WorkerChannel channel, ILoggerProvider logs, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddProvider(logs);
        builder.Services.AddRouting();
        builder.Services.AddGrpc(grpc => (grpc.MaxReceiveMessageSize, grpc.MaxSendMessageSize) = (LongestMessage, LongestMessage));
        builder.Services.AddSingleton(channel);
        var app = builder.Build();
        app.UseRouting();
        app.MapGrpcService<Service>();
        try
        {
            await app.StartAsync(cancellation);
            return new WorkerEndpoint(app);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private sealed class Service(WorkerChannel channel) : FunctionRpc.FunctionRpcBase
    {
        public override Task EventStream(
            IAsyncStreamReader<StreamingMessage> requestStream,
            IServerStreamWriter<StreamingMessage> responseStream,
            ServerCallContext context
        ) => channel.RunAsync(requestStream, responseStream, context.CancellationToken);
    }
}
