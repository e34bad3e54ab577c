using System.Runtime.InteropServices;
using Sweetspot.Planning;
using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>The memory of a model's input. Images lie with their channels last, which libtorch's convolutions and pooling are faster on.</summary>
internal sealed class InputBuffer : IDisposable
{
    private readonly Tensor _memory; // (batch, features) or (batch, H, W, C)
    private readonly Tensor _view;   // (batch, features) or (batch, C, H, W)

    public InputBuffer(ModelShape shape, InputShape input, int batch)
    {
        IsChannelsLast = shape is CnnShape && Environment.GetEnvironmentVariable("NCHW") is null;
        _memory = IsChannelsLast ? zeros(batch, input.Height, input.Width, input.Channels) : shape is CnnShape ? zeros(batch, input.Channels, input.Height, input.Width) : zeros(batch, input.Size);
        _view = IsChannelsLast ? _memory.permute(0, 3, 1, 2) : _memory.alias();
    }

    /// <summary>Whether the numbers of an image are ordered by row, column, channel rather than channel, row, column.</summary>
    public bool IsChannelsLast { get; }

    /// <summary>The numbers, one example after another.</summary>
    public Span<float> Numbers => MemoryMarshal.Cast<byte, float>(_memory.bytes);

    /// <summary>The first examples as a model takes them; dispose it, or be inside a dispose scope.</summary>
    public Tensor First(int rows) => _view.narrow(0, 0, rows);

    /// <inheritdoc/>
    public void Dispose()
    {
        _view.Dispose();
        _memory.Dispose();
    }
}
