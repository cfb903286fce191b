package neo4jtest

import (
	"bytes"
	"os/exec"
	"runtime"
	"sync"
	"syscall"
	"time"
)

// process is a server at work. It dies with the tests, however they end.
type process struct {
	cmd   *exec.Cmd
	ended chan struct{}
	out   output
}

// output keeps the end of what a server prints.
type output struct {
	mu  sync.Mutex
	buf []byte
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.buf = append(o.buf, p...)
	if n := len(o.buf) - 4096; n > 0 {
		o.buf = o.buf[n:]
	}
	return len(p), nil
}

// begin starts cmd. The system kills it when the thread that started it ends, so that
// thread stays with it.
func begin(cmd *exec.Cmd) (*process, error) {
	p := &process{cmd: cmd, ended: make(chan struct{})}
	cmd.Stdout, cmd.Stderr = &p.out, &p.out
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL, Setpgid: true}
	begun := make(chan error)
	go func() {
		runtime.LockOSThread()
		err := cmd.Start()
		begun <- err
		if err == nil {
			_ = cmd.Wait() // how it ended shows in what it printed
			close(p.ended)
		}
	}()
	return p, <-begun
}

// stopTimeout is how long a server may take to end in order.
const stopTimeout = 30 * time.Second

func (p *process) stop() {
	if p == nil {
		return
	}
	_ = p.cmd.Process.Signal(syscall.SIGTERM) // it may have ended
	select {
	case <-p.ended:
	case <-time.After(stopTimeout):
		p.kill()
	}
}

func (p *process) kill() {
	if p == nil {
		return
	}
	_ = syscall.Kill(-p.cmd.Process.Pid, syscall.SIGKILL)
	<-p.ended
}

// tail is the end of what the server printed.
func (p *process) tail() string {
	p.out.mu.Lock()
	defer p.out.mu.Unlock()
	return string(bytes.TrimSpace(p.out.buf))
}
