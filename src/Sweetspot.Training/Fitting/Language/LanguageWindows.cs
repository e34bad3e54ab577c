using System.Runtime.InteropServices;
using Sweetspot.Core;
using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>Windows of a text in random order: each pass goes through all of it once, cut at other places than the pass before.</summary>
internal sealed class LanguageWindows : IDisposable
{
    private readonly int[] _ids;
    private readonly int _length;
    private readonly RandomStream _chance;
    private readonly Tensor _inputs;  // (windows, length)
    private readonly Tensor _targets; // (windows × length): the token after each
    private int[] _starts = [];
    private int _next;

    /// <param name="ids">The text; longer than a window.</param>
    /// <param name="windows">Windows of a batch.</param>
    /// <param name="length">Tokens of a window.</param>
    /// <param name="chance">Draws the order.</param>
    public LanguageWindows(int[] ids, int windows, int length, RandomStream chance)
    {
        (_ids, _length, _chance) = (ids, length, chance);
        _inputs = zeros(windows, length, dtype: ScalarType.Int64);
        _targets = zeros(windows * length, dtype: ScalarType.Int64);
    }

    /// <summary>The next batch; its tensors are this object's, and are overwritten by the next call.</summary>
    public (Tensor Inputs, Tensor Targets) Next()
    {
        var inputs = MemoryMarshal.Cast<byte, long>(_inputs.bytes);
        var targets = MemoryMarshal.Cast<byte, long>(_targets.bytes);
        for (var window = 0; window < inputs.Length / _length; window++)
        {
            var start = NextStart();
            for (var place = 0; place < _length; place++)
            {
                inputs[(window * _length) + place] = _ids[start + place];
                targets[(window * _length) + place] = _ids[start + place + 1];
            }
        }

        return (_inputs, _targets);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _inputs.Dispose();
        _targets.Dispose();
    }

    private int NextStart()
    {
        if (_next == _starts.Length)
        {
            var last = _ids.Length - 1 - _length; // the last place where a window and the token after it fit
            var phase = _chance.Next(Math.Min(_length, last + 1));
            _starts = [.. Enumerable.Range(0, ((last - phase) / _length) + 1).Select(index => phase + (index * _length))];
            _chance.Shuffle<int>(_starts);
            _next = 0;
        }

        return _starts[_next++];
    }
}
