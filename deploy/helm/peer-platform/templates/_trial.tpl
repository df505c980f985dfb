{{- /* One server of a trial, on one node: {root, name, port, args, env, folders, config}. */ -}}
{{- define "peer.trialServer" -}}
{{- $root := .root -}}
{{- $name := .name -}}
{{- $server := index .root.Values.trial .name -}}
{{- $this := dict "root" .root "name" .name -}}
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ include "peer.fullname" $this }}
  labels: {{- include "peer.labels" $this | nindent 4 }}
automountServiceAccountToken: false
---
apiVersion: v1
kind: Service
metadata:
  name: {{ include "peer.fullname" $this }}
  labels: {{- include "peer.labels" $this | nindent 4 }}
spec:
  clusterIP: None
  selector: {{- include "peer.selector" $this | nindent 4 }}
  ports:
    - { name: {{ .name }}, port: {{ .port }}, targetPort: {{ .name }} }
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: {{ include "peer.fullname" $this }}
  labels: {{- include "peer.labels" $this | nindent 4 }}
  annotations:
    peer-platform/trial: One node, no backup, no replication. Not for people's data.
spec:
  serviceName: {{ include "peer.fullname" $this }}
  replicas: 1
  selector:
    matchLabels: {{- include "peer.selector" $this | nindent 6 }}
  template:
    metadata:
      labels: {{- include "peer.labels" $this | nindent 8 }}
    spec:
      serviceAccountName: {{ include "peer.fullname" $this }}
      automountServiceAccountToken: false
      enableServiceLinks: false
      {{- with include "peer.scheduling" $root | trim }}{{ . | nindent 6 }}{{ end }}
      securityContext:
        fsGroup: 999
      containers:
        - name: {{ .name }}
          image: {{ $server.image }}{{ with $server.digest }}@{{ . }}{{ end }}
          imagePullPolicy: {{ $root.Values.images.pullPolicy }}
          {{- with .command }}
          command: {{- toYaml . | nindent 12 }}
          {{- end }}
          {{- with .args }}
          args: {{- toYaml . | nindent 12 }}
          {{- end }}
          ports:
            - { name: {{ .name }}, containerPort: {{ .port }} }
          {{- with .env }}
          env: {{- toYaml . | nindent 12 }}
          {{- end }}
          startupProbe:
            tcpSocket: { port: {{ .name }} }
            periodSeconds: 2
            failureThreshold: 60
          readinessProbe:
            exec: { command: {{ .ready | toJson }} }
            periodSeconds: 10
            timeoutSeconds: 8
          resources:
            requests: { cpu: 100m, memory: 256Mi }
            limits: { memory: 768Mi }
          securityContext:
            runAsUser: 999
            runAsGroup: 999
            {{- include "peer.containerSecurity" . | nindent 12 }}
          volumeMounts:
            - { name: data, mountPath: {{ .data }} }
            - { name: tmp, mountPath: /tmp }
            {{- range $i, $folder := .folders }}
            - { name: folder-{{ $i }}, mountPath: {{ $folder }} }
            {{- end }}
            {{- if .config }}
            - { name: secret, mountPath: /etc/trial/secret, readOnly: true }
            - { name: config, mountPath: /etc/trial/config, readOnly: true }
            - { name: config, mountPath: /docker-entrypoint-initdb.d/databases.sh, subPath: databases.sh, readOnly: true }
            {{- end }}
      volumes:
        - name: tmp
          emptyDir: { sizeLimit: 64Mi }
        {{- range $i, $folder := .folders }}
        - name: folder-{{ $i }}
          emptyDir: { sizeLimit: 64Mi }
        {{- end }}
        {{- if .config }}
        - name: secret
          secret: { secretName: {{ $root.Values.trial.secret }}, defaultMode: 288 }
        - name: config
          configMap: { name: {{ .config }} }
        {{- end }}
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes: [ReadWriteOnce]
        resources:
          requests: { storage: {{ $root.Values.trial.storage }} }
{{- if $root.Values.network.enabled }}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ include "peer.fullname" $this }}
  labels: {{- include "peer.labels" $this | nindent 4 }}
spec:
  podSelector:
    matchLabels: {{- include "peer.selector" $this | nindent 6 }}
  policyTypes: [Ingress, Egress]
  ingress:
    {{- range (include "peer.arrows" $root | fromJsonArray) }}
    {{- if eq .to $name }}
    - from: [{ podSelector: { matchLabels: { app.kubernetes.io/name: {{ .from }}, app.kubernetes.io/instance: {{ $root.Release.Name }} } } }]
      ports: [{ protocol: TCP, port: {{ $.port }} }]
    {{- if and (eq $name "postgres") $root.Values.migrations.enabled }}
    - from: [{ podSelector: { matchLabels: { app.kubernetes.io/name: {{ .from }}-migrate, app.kubernetes.io/instance: {{ $root.Release.Name }} } } }]
      ports: [{ protocol: TCP, port: {{ $.port }} }]
    {{- end }}
    {{- end }}
    {{- end }}
{{- end }}
{{- end }}
