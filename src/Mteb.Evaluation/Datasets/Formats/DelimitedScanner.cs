namespace Mteb.Evaluation.Datasets.Formats;

/// <summary>
/// Goes over a CSV or TSV file once and checks its form (RFC 4180): it finds the header, counts the rows and places
/// every fault exactly. DuckDB, which reads the values afterwards, neither places faults in columns nor notices a
/// quotation mark that is never closed.
/// </summary>
/// <param name="delimiter">Comma or tab.</param>
internal sealed class DelimitedScanner(byte delimiter)
{
    private readonly List<byte> _field = [];
    private State _state = State.FieldStart;
    private int _line = 1;
    private int _rowLine = 1;
    private int _column;
    private int _openedLine;
    private int _openedColumn;
    private int _fields = 1;
    private long _recordBytes;
    private byte _lineEnd;
    private bool _afterReturn;

    private enum State
    {
        FieldStart,
        Plain,
        Quoted,
        QuoteInQuoted,
    }

    /// <summary>The names in the header line.</summary>
    public List<string> Header { get; } = [];

    /// <summary>Number of rows, the header not counted.</summary>
    public long Rows { get; private set; } = -1;

    /// <summary>Length of the longest row in bytes.</summary>
    public long LongestRow { get; private set; }

    /// <summary>Line on which the row that was scanned last begins.</summary>
    public int RowLine { get; private set; } = 1;

    /// <summary>What is malformed; null when nothing is.</summary>
    public string? Fault { get; private set; }

    /// <summary>Line of the fault.</summary>
    public int FaultLine { get; private set; }

    /// <summary>Column of the fault in UTF-16 units, from 1; 0 when the whole row is at fault.</summary>
    public int FaultColumn { get; private set; }

    /// <summary>Scans a file to its end, to its first fault, or to a row.</summary>
    /// <param name="stream">The unpacked bytes.</param>
    /// <param name="row">Stops after this row, from 0; <see cref="RowLine"/> is then its line.</param>
    /// <param name="cancellationToken">Stops the scan.</param>
    public void Run(Stream stream, long row = long.MaxValue, CancellationToken cancellationToken = default)
    {
        var buffer = new byte[1 << 16];
        var isFirst = true;
        int count;
        while ((count = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var start = isFirst && buffer.AsSpan(0, count).StartsWith("\uFEFF"u8) ? 3 : 0;
            isFirst = false;
            for (var i = start; i < count && Fault is null; i++)
            {
                Take(buffer[i]);
                if (Rows > row)
                {
                    return;
                }
            }

            if (Fault is not null)
            {
                return;
            }
        }

        End();
    }

    private void Take(byte unit)
    {
        if (_afterReturn && unit != (byte)'\n')
        {
            Fail("A carriage return stands without a line feed.", _line, _column);
            return;
        }

        // Columns count UTF-16 units: one for each first byte of a character, two for those of four bytes.
        _column += (unit & 0xC0) == 0x80 ? 0 : unit >= 0xF0 ? 2 : 1;
        _recordBytes++;
        switch (_state)
        {
            case State.Quoted:
                TakeQuoted(unit);
                break;
            case State.QuoteInQuoted when unit == (byte)'"':
                _state = State.Quoted;
                Keep(unit);
                break;
            case State.FieldStart when unit == (byte)'"':
                _state = State.Quoted;
                (_openedLine, _openedColumn) = (_line, _column);
                break;
            default:
                TakePlain(unit);
                break;
        }
    }

    private void TakeQuoted(byte unit)
    {
        if (unit == (byte)'"')
        {
            _state = State.QuoteInQuoted;
            return;
        }

        Keep(unit);
        if (unit == (byte)'\n')
        {
            NextLine();
        }
    }

    private void TakePlain(byte unit)
    {
        if (unit == delimiter)
        {
            EndField();
        }
        else if (unit == (byte)'\n')
        {
            EndLine(_afterReturn ? (byte)'\r' : unit);
        }
        else if (unit == (byte)'\r')
        {
            _afterReturn = true;
        }
        else if (_state == State.QuoteInQuoted)
        {
            Fail("Something follows the closing quotation mark of a field.", _line, _column);
        }
        else
        {
            _state = State.Plain;
            Keep(unit);
        }
    }

    private void EndLine(byte lineEnd)
    {
        _lineEnd = _lineEnd == 0 ? lineEnd : _lineEnd;
        if (_lineEnd != lineEnd)
        {
            Fail("The file mixes line ends: some lines end in a line feed, others in carriage return and line feed.", _line, 0);
            return;
        }

        EndRow(_recordBytes - (_afterReturn ? 2 : 1));
        NextLine();
        _rowLine = _line;
    }

    private void EndRow(long bytes)
    {
        _afterReturn = false;

        // A blank line is a row only where a row has one field.
        if (bytes > 0 || (Rows >= 0 && Header.Count == 1))
        {
            EndField();
            _fields--;
            if (Rows >= 0 && _fields != Header.Count)
            {
                Fail($"The row has {_fields} fields, the header has {Header.Count}.", _rowLine, 0);
            }

            Rows++;
            RowLine = _rowLine;
            LongestRow = Math.Max(LongestRow, _recordBytes);
        }

        (_fields, _recordBytes, _state) = (1, 0, State.FieldStart);
    }

    private void EndField()
    {
        if (Rows < 0)
        {
            Header.Add(System.Text.Encoding.UTF8.GetString([.. _field]));
            _field.Clear();
        }

        _fields++;
        _state = State.FieldStart;
    }

    private void End()
    {
        if (_state == State.Quoted)
        {
            Fail("The quotation mark that opens here is never closed.", _openedLine, _openedColumn);
        }
        else if (_afterReturn)
        {
            Fail("A carriage return stands without a line feed.", _line, _column);
        }
        else if (_recordBytes > 0)
        {
            EndRow(_recordBytes);
        }
    }

    private void Keep(byte unit)
    {
        if (Rows < 0)
        {
            _field.Add(unit);
        }
    }

    private void NextLine() => (_line, _column) = (_line + 1, 0);

    private void Fail(string fault, int line, int column)
    {
        if (Fault is null)
        {
            (Fault, FaultLine, FaultColumn) = (fault, line, column);
        }
    }
}
