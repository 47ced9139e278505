using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();

// Each line goes to the host, which passes on those of host.json's levels.
builder.Logging.SetMinimumLevel(LogLevel.Trace);
builder.Build().Run();
